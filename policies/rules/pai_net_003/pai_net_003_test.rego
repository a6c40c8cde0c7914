package groundplane.policies.pai_net_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_003 as rule

_vpc := fixture.resource("aws_vpc", "main", {})

_log(values) := fixture.resource("aws_flow_log", "log", values)

_refs := {"app/aws_vpc.main": {"aws_flow_log.vpc_id": ["app/aws_flow_log.log"]}}

test_vpc_with_a_log_of_all_traffic_is_allowed if {
	document := fixture.with_refs(fixture.document([_vpc, _log({"traffic_type": "ALL"})]), _refs)
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 0 with input as document
}

test_vpc_without_log_is_denied if {
	some finding in rule.deny with input as fixture.document([_vpc])
	finding.address == "aws_vpc.main"
}

test_log_of_another_vpc_does_not_count if {
	count(rule.deny) == 1 with input as fixture.document([_vpc, _log({"traffic_type": "ALL"})])
}

test_log_of_rejected_traffic_is_not_enough if {
	count(rule.deny) == 1 with input as fixture.with_refs(fixture.document([_vpc, _log({"traffic_type": "REJECT"})]), _refs)
}

test_log_without_traffic_type_is_not_enough if {
	count(rule.deny) == 1 with input as fixture.with_refs(fixture.document([_vpc, _log({})]), _refs)
}

test_unknown_traffic_type_is_unknown if {
	document := fixture.with_refs(fixture.document([_vpc, _log({"traffic_type": "${var.t}"})]), _refs)
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_vpc]), {"app/aws_vpc.main": {"module.vpc_id": ["app/module.logs"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_a_log_that_records_leaves_nothing_unknown if {
	second := fixture.resource("aws_flow_log", "second", {"traffic_type": "${var.t}"})
	refs := {"app/aws_vpc.main": {
		"aws_flow_log.vpc_id": ["app/aws_flow_log.log", "app/aws_flow_log.second"],
		"module.vpc_id": ["app/module.logs"],
	}}
	count(rule.unknown) == 0 with input as fixture.with_refs(fixture.document([_vpc, _log({"traffic_type": "ALL"}), second]), refs)
}
