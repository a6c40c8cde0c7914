package groundplane.policies.pai_net_014_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_014 as rule

_types := ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"]

test_descriptions_are_allowed if {
	every type in _types {
		every text in ["the gateway calls the models", "${var.d}"] {
			count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource(type, "g", {"description": text})])
		}
	}
}

test_none_is_denied if {
	every type in _types {
		fixture.attributes(rule.deny) == ["description"] with input as fixture.document([fixture.resource(type, "g", {})])
		count(rule.deny) == 1 with input as fixture.document([fixture.resource(type, "g", {"description": ""})])
	}
}

test_rules_inside_a_group_need_one if {
	group := fixture.resource("aws_security_group", "g", {"description": "a", "ingress": [{"description": "b"}, {}]})
	fixture.attributes(rule.deny) == ["ingress[1].description"] with input as fixture.document([group])
}
