package groundplane.policies.pai_fin_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_fin_002 as rule

_monitor := fixture.resource("aws_ce_anomaly_monitor", "m", {})

_subscription(values) := fixture.resource("aws_ce_anomaly_subscription", "s", values)

_good := {"subscriber": [{"type": "EMAIL"}], "threshold_expression": [{"dimension": [{}]}]}

_document(values) := fixture.with_refs(
	fixture.document([_monitor, _subscription(values)]),
	{"app/aws_ce_anomaly_monitor.m": {"aws_ce_anomaly_subscription.monitor_arn_list": ["app/aws_ce_anomaly_subscription.s"]}},
)

test_a_subscription_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_good)
}

test_a_monitor_alone_is_denied if {
	some finding in rule.deny with input as fixture.document([_monitor])
	finding.address == "aws_ce_anomaly_monitor.m"
}

test_a_subscription_needs_both if {
	fixture.attributes(rule.deny) == ["threshold_expression"] with input as _document(object.remove(_good, ["threshold_expression"]))
	fixture.attributes(rule.deny) == ["subscriber"] with input as _document(object.remove(_good, ["subscriber"]))
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_monitor]), {"app/aws_ce_anomaly_monitor.m": {"module.monitor": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
