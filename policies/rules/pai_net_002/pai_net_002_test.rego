package groundplane.policies.pai_net_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_002 as rule

_vpc := fixture.resource("aws_vpc", "main", {})

_group(values) := fixture.resource("aws_default_security_group", "closed", values)

_refs := {"app/aws_vpc.main": {"aws_default_security_group.vpc_id": ["app/aws_default_security_group.closed"]}}

_document(group) := fixture.with_refs(fixture.document([_vpc, group]), _refs)

test_an_empty_group_is_allowed if {
	count(rule.deny) == 0 with input as _document(_group({"vpc_id": "${aws_vpc.main.id}"}))
	count(rule.unknown) == 0 with input as _document(_group({}))
}

test_a_vpc_without_one_is_denied if {
	some finding in rule.deny with input as fixture.document([_vpc])
	finding.address == "aws_vpc.main"
}

test_rules_are_denied if {
	document := _document(_group({"ingress": [{"self": true}], "egress": [{"cidr_blocks": ["0.0.0.0/0"]}]}))
	fixture.attributes(rule.deny) == ["egress", "ingress"] with input as document
}

test_unknown_rules_are_unknown if {
	document := _document(fixture.with_unknown(_group({}), ["ingress"]))
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["ingress"] with input as document
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_vpc]), {"app/aws_vpc.main": {"module.vpc_id": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
