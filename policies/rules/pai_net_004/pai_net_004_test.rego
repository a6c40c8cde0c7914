package groundplane.policies.pai_net_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_004 as rule

_subnet(values) := fixture.resource("aws_subnet", "s", values)

_nodes(ids) := fixture.resource("aws_eks_node_group", "n", {"subnet_ids": ids})

_holds := {"aws_eks_node_group.subnet_ids": ["app/aws_eks_node_group.n"]}

_document(subnet, refs) := fixture.with_refs(
	fixture.document([subnet, _nodes(["${aws_subnet.s.id}"]), fixture.resource("aws_route", "r", {}), fixture.resource("aws_route_table", "t", {})]),
	object.union({"app/aws_subnet.s": object.union(_holds, {"aws_route_table_association.subnet_id": ["app/aws_route_table_association.a"]})}, refs),
)

_routed := {
	"app/aws_internet_gateway.i": {"aws_route.gateway_id": ["app/aws_route.r"]},
	"app/aws_route_table.t": {"aws_route.route_table_id": ["app/aws_route.r"], "aws_route_table_association.route_table_id": ["app/aws_route_table_association.a"]},
}

test_a_private_subnet_is_allowed if {
	document := _document(_subnet({"map_public_ip_on_launch": false}), {})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 0 with input as document
}

test_public_addresses_are_denied if {
	fixture.attributes(rule.deny) == ["map_public_ip_on_launch"] with input as _document(_subnet({"map_public_ip_on_launch": true}), {})
}

test_a_route_to_the_internet_is_denied if {
	gateway := fixture.resource("aws_internet_gateway", "i", {})
	document := _document(_subnet({}), _routed)
	full := object.union(document, {"by_type": object.union(document.by_type, {"aws_internet_gateway": [gateway]})})
	some finding in rule.deny with input as full
	finding.message == "routes to an internet gateway and holds app/aws_eks_node_group.n"
}

test_an_empty_public_subnet_is_allowed if {
	count(rule.deny) == 0 with input as fixture.document([_subnet({"map_public_ip_on_launch": true})])
}

test_nodes_with_public_addresses_are_denied if {
	template := fixture.resource("aws_launch_template", "t", {"network_interfaces": [{}, {"associate_public_ip_address": "true"}]})
	fixture.attributes(rule.deny) == ["network_interfaces[1].associate_public_ip_address"] with input as fixture.document([template])
}

test_unknown_addresses_are_unknown if {
	fixture.attributes(rule.unknown) == ["map_public_ip_on_launch"] with input as _document(_subnet({"map_public_ip_on_launch": "${var.p}"}), {})
}

test_unknown_subnets_are_unknown if {
	fixture.attributes(rule.unknown) == ["subnet_ids"] with input as fixture.document([_nodes(["(known after apply)"])])
	fixture.attributes(rule.unknown) == ["subnet_ids"] with input as fixture.document([_nodes("${var.subnets}")])
	count(rule.unknown) == 0 with input as fixture.document([_nodes(["subnet-1"])])
}

test_subnets_of_another_stack_are_known if {
	document := fixture.with_refs(fixture.document([_subnet({}), _nodes("${data.terraform_remote_state.n.outputs.ids}")]), {"app/aws_subnet.s": _holds})
	count(rule.unknown) == 0 with input as document
}
