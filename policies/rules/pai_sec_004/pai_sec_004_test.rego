package groundplane.policies.pai_sec_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_004 as rule

_secret(values) := fixture.document([fixture.resource("aws_secretsmanager_secret", "s", values)])

test_a_week_is_allowed if {
	every values in [{}, {"recovery_window_in_days": 7}] {
		count(rule.deny | rule.unknown) == 0 with input as _secret(values)
	}
}

test_less_is_denied if {
	some finding in rule.deny with input as _secret({"recovery_window_in_days": 0})
	finding.message == "is gone 0 days after it was deleted"
}

test_a_rehearsal_may_be_gone_at_once if {
	document := object.union(_secret({"recovery_window_in_days": 0}), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
	count(rule.deny) == 0 with input as document
}

test_unknown_is_unknown if {
	every window in ["${var.w}", "(known after apply)", [7]] {
		count(rule.deny) == 0 with input as _secret({"recovery_window_in_days": window})
		fixture.attributes(rule.unknown) == ["recovery_window_in_days"] with input as _secret({"recovery_window_in_days": window})
	}
}
