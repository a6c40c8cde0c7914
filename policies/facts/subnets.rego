# METADATA
# title: Where subnets lead
# description: Routes of subnets, read once for every rule about them.
package groundplane.facts.subnets

import data.groundplane.lib

# the zone by whichever of its two names is written
zone(subnet) := lib.show(object.get(subnet.values, "availability_zone_id", object.get(subnet.values, "availability_zone", "")))

# subnets from which the internet can be reached, and reaches back
public contains lib.id(subnet) if {
	some table in input.by_type.aws_route_table
	some place in _ways_of(table)
	place in _to_internet
	some subnet in object.get(_by_table, lib.id(table), [])
}

# subnets that take a route
by_route[place] contains subnet if {
	some table in input.by_type.aws_route_table
	some place in lib.pointers(input.refs, table, "aws_route.route_table_id")
	some subnet in object.get(_by_table, lib.id(table), [])
}

# subnets in which a NAT gateway stands
of_gateway[place] contains subnet if {
	some subnet in input.by_type.aws_subnet
	some place in lib.pointers(input.refs, subnet, "aws_nat_gateway.subnet_id")
}

# a table's routes, and itself, as it may hold routes inline
_ways_of(table) := array.concat([lib.id(table)], lib.pointers(input.refs, table, "aws_route.route_table_id"))

_to_internet contains place if {
	some gateway in input.by_type.aws_internet_gateway
	some attribute in {"aws_route.gateway_id", "aws_route_table.route.gateway_id"}
	some place in lib.pointers(input.refs, gateway, attribute)
}

_to_internet contains lib.id(route) if {
	some route in input.by_type.aws_route
	startswith(lib.show(route.values.gateway_id), "igw-")
}

_by_table[lib.id(table)] contains subnet if {
	some subnet in input.by_type.aws_subnet
	some association in lib.pointers(input.refs, subnet, "aws_route_table_association.subnet_id")
	some table in object.get(_tables_of, association, [])
}

_tables_of[association] contains table if {
	some table in input.by_type.aws_route_table
	some association in lib.pointers(input.refs, table, "aws_route_table_association.route_table_id")
}
