package groundplane.facts.subnets_test

import data.groundplane.facts.subnets
import data.groundplane.fixture

_subnet(values) := fixture.resource("aws_subnet", "s", values)

_document(routes, refs) := fixture.with_refs(
	fixture.document(array.concat([_subnet({}), fixture.resource("aws_route_table", "t", {}), fixture.resource("aws_internet_gateway", "i", {})], routes)),
	object.union(
		{
			"app/aws_subnet.s": {"aws_route_table_association.subnet_id": ["app/aws_route_table_association.a"]},
			"app/aws_route_table.t": {
				"aws_route_table_association.route_table_id": ["app/aws_route_table_association.a"],
				"aws_route.route_table_id": ["app/aws_route.r"],
			},
		},
		refs,
	),
)

test_zones_have_two_names if {
	subnets.zone(_subnet({"availability_zone_id": "euc1-az1", "availability_zone": "eu-central-1a"})) == "euc1-az1"
	subnets.zone(_subnet({"availability_zone": "eu-central-1a"})) == "eu-central-1a"
	subnets.zone(_subnet({})) == ""
}

test_a_subnet_with_a_route_to_the_internet_is_public if {
	every refs in [{"aws_route.gateway_id": ["app/aws_route.r"]}, {"aws_route_table.route.gateway_id": ["app/aws_route_table.t"]}] {
		subnets.public == {"app/aws_subnet.s"} with input as _document([], {"app/aws_internet_gateway.i": refs})
	}
}

test_a_gateway_may_be_named_by_id if {
	subnets.public == {"app/aws_subnet.s"} with input as _document([fixture.resource("aws_route", "r", {"gateway_id": "igw-1"})], {})
	subnets.public == set() with input as _document([fixture.resource("aws_route", "r", {"gateway_id": "vgw-1"})], {})
}
