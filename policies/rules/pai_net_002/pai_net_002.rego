# METADATA
# title: Default security groups let nothing through
# description: >-
#   The default security group of each VPC has no rules. What is put into it by accident, because nobody named a
#   group, then reaches nothing.
# custom:
#   id: PAI-NET-002
#   inspects: [aws_vpc, aws_default_security_group]
#   controls:
#     checkov: [CKV2_AWS_12]
#     aws-fsbp: [EC2.2]
#     aws-aisf: [INFRA-08]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#   fix: add aws_default_security_group with vpc_id of the VPC and no rules; the Network component makes it
package groundplane.policies.pai_net_002

import data.groundplane.lib

deny contains lib.finding(vpc, "", "its default security group keeps the rules AWS gives it") if {
	some vpc in input.by_type.aws_vpc
	count(_groups(vpc)) == 0
	not lib.goes_into_module(input.refs, vpc)
}

deny contains lib.finding(group, direction, sprintf("the default security group has %s rules", [direction])) if {
	some group in input.by_type.aws_default_security_group
	some direction in {"ingress", "egress"}
	count(lib.blocks(group.values, direction)) > 0
}

unknown contains lib.finding(group, direction, "rules are known only after apply") if {
	some group in input.by_type.aws_default_security_group
	some direction in {"ingress", "egress"}
	direction in group.unknown
}

unknown contains lib.finding(vpc, "", "has no default security group here; what the module it goes into makes is not shown") if {
	some vpc in input.by_type.aws_vpc
	count(_groups(vpc)) == 0
	lib.goes_into_module(input.refs, vpc)
}

_groups(vpc) := lib.pointers(input.refs, vpc, "aws_default_security_group.vpc_id")
