package groundplane.policies.pai_net_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_001 as rule

_group := fixture.resource("aws_security_group", "group", {})

_ingress(values) := fixture.resource("aws_vpc_security_group_ingress_rule", "in", values)

_points_at_group := {"app/aws_security_group.group": {"aws_vpc_security_group_ingress_rule.security_group_id": ["app/aws_vpc_security_group_ingress_rule.in"]}}

_https := {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443}

_wide(cidr) := fixture.document([_ingress({"cidr_ipv4": cidr, "ip_protocol": "tcp", "from_port": 22, "to_port": 22})])

test_named_range_is_allowed if {
	count(rule.deny) == 0 with input as _wide("203.0.113.0/24")
	count(rule.unknown) == 0 with input as _wide("203.0.113.0/24")
}

test_private_range_is_allowed if {
	count(rule.deny) == 0 with input as _wide("10.0.0.0/8")
}

test_whole_internet_is_denied if {
	every cidr in ["0.0.0.0/0", "1.2.3.4/0", "128.0.0.0/1"] {
		fixture.attributes(rule.deny) == ["cidr_ipv4"] with input as _wide(cidr)
	}
}

test_whole_internet_of_version_6_is_denied if {
	some finding in rule.deny with input as fixture.document([_ingress({"cidr_ipv6": "::/0", "ip_protocol": "-1"})])
	finding.message == "lets in ::/0 on all ports"
}

test_inline_and_older_rules_are_denied if {
	some finding in rule.deny with input as fixture.document([fixture.resource("aws_security_group", "g", {"ingress": [
		{"cidr_blocks": ["10.0.0.0/8"], "from_port": 1, "to_port": 1, "protocol": "tcp"},
		{"ipv6_cidr_blocks": ["::/0"], "from_port": 8000, "to_port": 8001, "protocol": "tcp"},
	]})])
	finding.attribute == "ingress[1].ipv6_cidr_blocks"
	finding.message == "lets in ::/0 on ports 8000 to 8001"

	older := {"type": "ingress", "cidr_blocks": ["0.0.0.0/0"], "protocol": "tcp", "from_port": 22, "to_port": 22}
	fixture.attributes(rule.deny) == ["cidr_blocks"] with input as fixture.document([fixture.resource("aws_security_group_rule", "r", older)])
	count(rule.deny) == 0 with input as fixture.document([fixture.resource("aws_security_group_rule", "r", object.union(older, {"type": "egress"}))])
}

test_default_group_counts if {
	open := {"ingress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "-1"}]}
	count(rule.deny) == 1 with input as fixture.document([fixture.resource("aws_default_security_group", "d", open)])
}

test_https_of_a_public_balancer_is_allowed if {
	balancer := fixture.resource("aws_lb", "web", {})
	refs := object.union(_points_at_group, {"app/aws_security_group.group": {"aws_lb.security_groups": ["app/aws_lb.web"]}})
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([_group, _ingress(_https), balancer]), refs)
}

test_https_of_an_internal_balancer_is_denied if {
	balancer := fixture.resource("aws_lb", "web", {"internal": true})
	refs := object.union(_points_at_group, {"app/aws_security_group.group": {"aws_lb.security_groups": ["app/aws_lb.web"]}})
	count(rule.deny) == 1 with input as fixture.with_refs(fixture.document([_group, _ingress(_https), balancer]), refs)
}

_declared(refs) := object.union(
	fixture.with_refs(fixture.document([_group, _ingress(_https)]), refs),
	{"stacks": {"app": {"descriptor": {"intents": [{"kind": "load-balancer", "scheme": "internet-facing"}]}}}},
)

test_https_of_a_declared_balancer_is_allowed if {
	count(rule.deny) == 0 with input as _declared(_points_at_group)
}

test_https_of_a_group_that_nodes_use_is_denied if {
	refs := object.union(_points_at_group, {"app/aws_security_group.group": {"aws_eks_cluster.vpc_config.security_group_ids": ["app/aws_eks_cluster.c"]}})
	count(rule.deny) == 1 with input as _declared(refs)
}

test_other_ports_of_a_public_balancer_are_denied if {
	declared := _declared(_points_at_group)
	document := object.union(declared, {"by_type": {"aws_vpc_security_group_ingress_rule": [_ingress({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 442, "to_port": 444})]}})
	count(rule.deny) == 1 with input as document
}

test_database_ports_cannot_be_waived if {
	some finding in rule.deny with input as fixture.document([_ingress({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 5000, "to_port": 6000})])
	finding.waivable == false
	some other in rule.deny with input as fixture.document([_ingress({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 22, "to_port": 22})])
	not other.waivable == false
}

test_unknown_range_is_unknown if {
	every cidr in ["${var.office}", "(known after apply)"] {
		fixture.attributes(rule.unknown) == ["cidr_ipv4"] with input as _wide(cidr)
		count(rule.deny) == 0 with input as _wide(cidr)
	}
}

test_unknown_inline_rules_are_unknown if {
	group := fixture.with_unknown(_group, ["ingress"])
	fixture.attributes(rule.unknown) == ["ingress"] with input as fixture.document([group])
}

test_values_of_a_wrong_type_are_no_error if {
	count(rule.deny) == 0 with input as fixture.document([_ingress({"cidr_ipv4": 5, "from_port": "x"})])
	count(rule.deny) == 0 with input as fixture.document([fixture.resource("aws_security_group", "g", {"ingress": "x"})])
}

_port_of_declared(from, to) := json.patch(_declared(_points_at_group), [{
	"op": "replace",
	"path": "/by_type/aws_vpc_security_group_ingress_rule/0",
	"value": _ingress({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": from, "to_port": to}),
}])

test_only_single_web_ports_of_a_balancer_are_allowed if {
	every ports in [[443, 444], [22, 22], [80, 443]] {
		count(rule.deny) == 1 with input as _port_of_declared(ports[0], ports[1])
	}
	count(rule.deny) == 0 with input as _port_of_declared(80, 80)
}

test_balancer_of_another_group_does_not_count if {
	balancer := fixture.resource("aws_lb", "web", {})
	refs := object.union(_points_at_group, {"app/aws_security_group.group": {"aws_instance.security_groups": ["app/aws_instance.i"]}})
	count(rule.deny) == 1 with input as fixture.with_refs(fixture.document([_group, _ingress(_https), balancer]), refs)
}

test_only_a_public_balancer_is_declared if {
	every intent in [{"kind": "load-balancer", "scheme": "internal"}, {"kind": "volume", "scheme": "internet-facing"}] {
		document := object.union(_declared(_points_at_group), {"stacks": {"app": {"descriptor": {"intents": [intent]}}}})
		count(rule.deny) == 1 with input as document
	}
}

test_ports_above_all_private_ones_can_be_waived if {
	some finding in rule.deny with input as fixture.document([_ingress({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 30000, "to_port": 40000})])
	not "waivable" in object.keys(finding)
}

test_all_ports_are_told_as_such if {
	every ports in [{"from_port": 0, "to_port": 0}, {"from_port": 0, "to_port": 65535}] {
		some finding in rule.deny with input as fixture.document([_ingress(object.union(ports, {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"}))])
		finding.message == "lets in 0.0.0.0/0 on all ports"
		finding.waivable == false
	}
}
