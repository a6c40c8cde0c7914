# METADATA
# title: Security groups and their rules say what they are for
# description: >-
#   Every security group and every rule of one has a description. Who reviews them later has nothing else to go by.
# custom:
#   id: PAI-NET-014
#   inspects: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_egress_rule, aws_vpc_security_group_ingress_rule]
#   controls:
#     checkov: [CKV_AWS_23]
#     soc2: [CC8.1]
#   fix: "description: 'the gateway calls the models'"
package groundplane.policies.pai_net_014

import data.groundplane.lib

deny contains lib.finding(resource, "description", "has no description") if {
	some type in _types
	some resource in input.by_type[type]
	not lib.given(resource, ["description"])
}

deny contains lib.finding(group, sprintf("%s[%d].description", [direction, index]), "has no description") if {
	some group in input.by_type.aws_security_group
	some direction in {"ingress", "egress"}
	some index, block in lib.blocks(group.values, direction)
	object.get(block, "description", "") == ""
}

unknown := set()

_types := {"aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"}
