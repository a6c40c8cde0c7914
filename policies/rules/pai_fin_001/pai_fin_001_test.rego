package groundplane.policies.pai_fin_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_fin_001 as rule

_notice(kind) := {"notification_type": kind, "subscriber_email_addresses": ["finance@acme.example"]}

_both := [_notice("ACTUAL"), _notice("FORECASTED")]

_budget(values) := fixture.document([fixture.resource("aws_budgets_budget", "b", object.union({"limit_amount": "5000", "notification": _both}, values))])

test_a_budget_that_tells_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _budget({})
	count(rule.deny | rule.unknown) == 0 with input as _budget({"notification": [_notice("ACTUAL"), {"notification_type": "FORECASTED", "subscriber_sns_topic_arns": "${aws_sns_topic.t.arn}"}]})
}

test_each_silence_is_a_finding if {
	{finding.key | some finding in rule.deny} == {"FORECASTED"} with input as _budget({"notification": [_notice("ACTUAL")]})
	{finding.key | some finding in rule.deny} == {"ACTUAL"} with input as _budget({"notification": [{"notification_type": "ACTUAL"}, _notice("FORECASTED")]})
}

test_no_limit_is_denied if {
	fixture.attributes(rule.deny) == ["limit_amount"] with input as _budget({"limit_amount": ""})
	count(rule.deny) == 0 with input as _budget({"limit_amount": "", "auto_adjust_data": [{"auto_adjust_type": "FORECAST"}]})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["notification"] with input as _budget({"notification": [_notice("ACTUAL"), _notice("${var.k}")]})
	plan := fixture.with_unknown(fixture.resource("aws_budgets_budget", "b", {"limit_amount": "1"}), ["notification"])
	fixture.attributes(rule.unknown) == ["notification"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
