package groundplane.policies.pai_net_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_010 as rule

_rule(values) := fixture.document([fixture.resource("aws_vpc_security_group_egress_rule", "r", values)])

_old(values) := fixture.document([fixture.resource("aws_security_group_rule", "r", object.union({"type": "egress"}, values))])

_group(values) := fixture.document([fixture.resource("aws_security_group", "g", values)])

test_everything_out_is_denied_in_every_form if {
	fixture.attributes(rule.deny) == ["cidr_ipv4"] with input as _rule({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"})
	fixture.attributes(rule.deny) == ["cidr_ipv6"] with input as _rule({"cidr_ipv6": "::/0", "ip_protocol": "-1"})
	fixture.attributes(rule.deny) == ["cidr_blocks"] with input as _old({"cidr_blocks": ["0.0.0.0/0"], "protocol": "all"})
	fixture.attributes(rule.deny) == ["egress[0].cidr_blocks"] with input as _group({"egress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "-1"}]})
}

test_one_protocol_or_one_range_is_allowed if {
	every document in [
		_rule({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp"}),
		_rule({"cidr_ipv4": "10.0.0.0/8", "ip_protocol": "-1"}),
		_old({"type": "ingress", "cidr_blocks": ["0.0.0.0/0"], "protocol": "-1"}),
		_group({"egress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "tcp"}]}),
	] {
		count(rule.deny | rule.unknown) == 0 with input as document
	}
}

test_unknown_ways_are_unknown if {
	every document in [_rule({"cidr_ipv4": "${var.c}", "ip_protocol": "-1"}), _rule({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "(known after apply)"}), _old({"cidr_blocks": "${var.c}", "protocol": "-1"})] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}

test_what_cannot_matter_is_not_unknown if {
	count(rule.unknown) == 0 with input as _rule({"cidr_ipv4": "${var.c}", "ip_protocol": "tcp"})
	count(rule.unknown) == 0 with input as _rule({"cidr_ipv4": "10.0.0.0/8", "ip_protocol": "${var.p}"})
}

test_unknown_rules_are_unknown if {
	fixture.attributes(rule.unknown) == ["egress"] with input as fixture.document([fixture.with_unknown(fixture.resource("aws_security_group", "g", {}), ["egress"])])
}
