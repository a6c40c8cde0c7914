package groundplane.policies.pai_bck_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_003 as rule

test_a_plan_that_copies_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_backup_plan", {"rule": [{}, {"copy_action": [{"destination_vault_arn": "${aws_backup_vault.far.arn}"}]}]})
}

test_a_plan_that_does_not_is_denied if {
	count(rule.deny) == 1 with input as fixture.one("aws_backup_plan", {})
	count(rule.deny) == 1 with input as fixture.one("aws_backup_plan", {"rule": [{"copy_action": [{}]}]})
}

test_unknown_is_unknown if {
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_backup_plan", "p", {"rule": [{}]}), ["rule[0].copy_action"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
