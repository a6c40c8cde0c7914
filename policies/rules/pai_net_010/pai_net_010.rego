# METADATA
# title: Nothing may call everywhere on every port
# description: >-
#   Security groups do not let all protocols out to the whole internet. A poisoned model or tool then cannot carry
#   data away over any port it likes.
# custom:
#   id: PAI-NET-010
#   inspects: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_egress_rule]
#   controls:
#     checkov: [CKV_AWS_382]
#     aws-aisf: [INFRA-02]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   fix: "egress on port 443 to the ranges that are needed, or to the endpoints' security group by referencedSecurityGroupId"
package groundplane.policies.pai_net_010

import data.groundplane.lib

deny contains lib.keyed(lib.finding(way.place, way.attribute, sprintf("lets everything out to %s", [way.cidr])), way.cidr) if {
	some way in _ways
	lib.world_open(way.cidr)
	way.protocol in {"-1", "all", -1}
}

unknown contains lib.finding(way.place, way.attribute, "where it leads is known only after apply") if {
	some way in _ways
	some value in {way.cidr, way.protocol}
	lib.unresolved(value)
	not _harmless(way)
}

unknown contains lib.finding(group, "egress", "rules are known only after apply") if {
	some group in input.by_type.aws_security_group
	"egress" in group.unknown
}

_harmless(way) if {
	not lib.unresolved(way.protocol)
	not way.protocol in {"-1", "all", -1}
}

_harmless(way) if {
	not lib.unresolved(way.cidr)
	not lib.world_open(way.cidr)
}

_ways := array.concat(
	array.concat(
		[_way(rule, name, rule.values[name], object.get(rule.values, "ip_protocol", "-1")) |
			some rule in input.by_type.aws_vpc_security_group_egress_rule
			some name in {"cidr_ipv4", "cidr_ipv6"}
		],
		[_way(rule, name, cidr, object.get(rule.values, "protocol", "-1")) |
			some rule in input.by_type.aws_security_group_rule
			rule.values.type == "egress"
			some name in {"cidr_blocks", "ipv6_cidr_blocks"}
			some cidr in lib.texts(rule.values[name])
		],
	),
	[_way(group, sprintf("egress[%d].%s", [index, name]), cidr, object.get(block, "protocol", "-1")) |
		some group in input.by_type.aws_security_group
		some index, block in lib.blocks(group.values, "egress")
		some name in {"cidr_blocks", "ipv6_cidr_blocks"}
		some cidr in lib.texts(block[name])
	],
)

_way(resource, attribute, cidr, protocol) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"cidr": cidr,
	"protocol": protocol,
}
