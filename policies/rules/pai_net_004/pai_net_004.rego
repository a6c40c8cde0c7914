# METADATA
# title: Nodes and stores stand in private subnets
# description: >-
#   Nodes, databases, caches, warehouses and indexes are in subnets without a route to an internet gateway and without
#   public addresses. Else there is a direct way from the internet to weights and data.
# custom:
#   id: PAI-NET-004
#   inspects: [aws_subnet, aws_eks_node_group, aws_db_subnet_group, aws_elasticache_subnet_group, aws_opensearch_domain, aws_redshiftserverless_workgroup, aws_launch_template]
#   controls:
#     checkov: [CKV_AWS_130, CKV_AWS_88]
#     aws-fsbp: [EC2.15, EC2.9, EC2.25]
#     cis-eks-1.8: ["5.4.3"]
#     aws-aisf: [INFRA-08]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#     eu-ai-act: ["15"]
#   fix: "subnetIds: network.privateSubnetIds for nodes, network.dataSubnetIds for stores; mapPublicIpOnLaunch: false"
package groundplane.policies.pai_net_004

import data.groundplane.facts.subnets
import data.groundplane.lib

deny contains lib.finding(subnet, "map_public_ip_on_launch", sprintf("gives public addresses to %s", [other])) if {
	some subnet in input.by_type.aws_subnet
	subnet.values.map_public_ip_on_launch == true
	some other in _private(subnet)
}

deny contains lib.finding(subnet, "", sprintf("routes to an internet gateway and holds %s", [other])) if {
	some subnet in input.by_type.aws_subnet
	lib.id(subnet) in subnets.public
	some other in _private(subnet)
}

deny contains lib.finding(template, sprintf("network_interfaces[%d].associate_public_ip_address", [index]), "nodes get public addresses") if {
	some template in input.by_type.aws_launch_template
	some index, interface in lib.blocks(template.values, "network_interfaces")
	interface.associate_public_ip_address == "true"
}

unknown contains lib.finding(subnet, "map_public_ip_on_launch", "is known only after apply") if {
	some subnet in input.by_type.aws_subnet
	lib.unresolved(subnet.values.map_public_ip_on_launch)
	count(_private(subnet)) > 0
}

unknown contains lib.finding(resource, attribute, "in which subnets it stands is known only after apply") if {
	some type, attribute in {"aws_eks_node_group": "subnet_ids", "aws_db_subnet_group": "subnet_ids"}
	some resource in input.by_type[type]
	some text in lib.texts(resource.values[attribute])
	lib.unresolved(text)
	not startswith(text, "${aws_subnet.")
	not lib.id(resource) in _placed
}

# what must not be reached from the internet, by the attribute that names its subnets
_attributes := {
	"aws_db_subnet_group.subnet_ids",
	"aws_eks_node_group.subnet_ids",
	"aws_elasticache_subnet_group.subnet_ids",
	"aws_opensearch_domain.vpc_options.subnet_ids",
	"aws_redshiftserverless_workgroup.subnet_ids",
}

_private(subnet) := {place |
	some attribute in _attributes
	some place in lib.pointers(input.refs, subnet, attribute)
}

_placed contains place if {
	some subnet in input.by_type.aws_subnet
	some place in _private(subnet)
}
