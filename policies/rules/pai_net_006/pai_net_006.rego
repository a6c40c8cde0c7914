# METADATA
# title: Each zone has its own way out
# description: >-
#   Private subnets reach the internet through a NAT gateway in their own zone. When a zone fails, the others must go
#   on pulling images and calling cloud models. Staging and development may share one.
# custom:
#   id: PAI-NET-006
#   inspects: [aws_nat_gateway, aws_route, aws_subnet]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#   fix: "a NatGateway and a route table in each zone"
#   setting: "network.egress: nat-per-zone"
package groundplane.policies.pai_net_006

import data.groundplane.facts.places
import data.groundplane.facts.subnets
import data.groundplane.lib

deny contains lib.finding(route, "nat_gateway_id", sprintf("%s in %s goes out through %s", [lib.id(subnet), subnets.zone(subnet), subnets.zone(home)])) if {
	some pair in _ways
	route := pair.route
	subnet := pair.subnet
	home := pair.home
	subnets.zone(subnet) != subnets.zone(home)
	not lib.unresolved(subnets.zone(subnet))
	not lib.unresolved(subnets.zone(home))
}

unknown contains lib.finding(pair.route, "nat_gateway_id", "in which zones both ends are is known only after apply") if {
	some pair in _ways
	some zone in {subnets.zone(pair.subnet), subnets.zone(pair.home)}
	lib.unresolved(zone)
}

# a subnet, the route it takes, and the subnet of the gateway at its end
_ways := [{"route": route, "subnet": subnet, "home": home} |
	some gateway in input.by_type.aws_nat_gateway
	not gateway.stack in places.rehearsals
	some route in places.pointing(gateway, "aws_route.nat_gateway_id")
	some subnet in object.get(subnets.by_route, lib.id(route), [])
	some home in object.get(subnets.of_gateway, lib.id(gateway), [])
]
