package groundplane.policies.pai_net_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_006 as rule

_subnet(name, zone) := fixture.resource("aws_subnet", name, {"availability_zone": zone})

_refs := {
	"app/aws_nat_gateway.g": {"aws_route.nat_gateway_id": ["app/aws_route.r"]},
	"app/aws_route_table.t": {"aws_route.route_table_id": ["app/aws_route.r"], "aws_route_table_association.route_table_id": ["app/aws_route_table_association.a"]},
	"app/aws_subnet.private": {"aws_route_table_association.subnet_id": ["app/aws_route_table_association.a"]},
	"app/aws_subnet.public": {"aws_nat_gateway.subnet_id": ["app/aws_nat_gateway.g"]},
}

_document(private, public) := fixture.with_refs(
	fixture.document([
		_subnet("private", private),
		_subnet("public", public),
		fixture.resource("aws_nat_gateway", "g", {}),
		fixture.resource("aws_route", "r", {}),
		fixture.resource("aws_route_table", "t", {}),
	]),
	_refs,
)

test_a_way_out_in_the_own_zone_is_allowed if {
	count(rule.deny) == 0 with input as _document("eu-central-1a", "eu-central-1a")
	count(rule.unknown) == 0 with input as _document("eu-central-1a", "eu-central-1a")
}

test_a_way_through_another_zone_is_denied if {
	some finding in rule.deny with input as _document("eu-central-1a", "eu-central-1b")
	finding.address == "aws_route.r"
	finding.message == "app/aws_subnet.private in eu-central-1a goes out through eu-central-1b"
}

test_a_rehearsal_may_share if {
	document := object.union(_document("a", "b"), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
	count(rule.deny) == 0 with input as document
}

test_unknown_zones_are_unknown if {
	every pair in [["${var.z}", "b"], ["a", "(known after apply)"]] {
		count(rule.deny) == 0 with input as _document(pair[0], pair[1])
		count(rule.unknown) == 1 with input as _document(pair[0], pair[1])
	}
}
