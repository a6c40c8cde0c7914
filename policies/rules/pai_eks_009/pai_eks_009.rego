# METADATA
# title: Nobody logs in to nodes by SSH
# description: >-
#   Nodes have no SSH key and no remote access. Who must look at one uses Session Manager, which asks for a role and
#   writes a log.
# custom:
#   id: PAI-EKS-009
#   inspects: [aws_eks_node_group, aws_launch_template]
#   controls:
#     checkov: [CKV_AWS_100]
#     aws-fsbp: [EC2.13]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#   fix: leave out remoteAccess and keyName; the node role has AmazonSSMManagedInstanceCore
package groundplane.policies.pai_eks_009

import data.groundplane.lib

deny contains lib.finding(group, "remote_access", "nodes take SSH") if {
	some group in input.by_type.aws_eks_node_group
	count(lib.blocks(group.values, "remote_access")) > 0
}

deny contains lib.finding(template, "key_name", "nodes have an SSH key") if {
	some template in input.by_type.aws_launch_template
	template.values.key_name != ""
	not lib.unresolved(template.values.key_name)
}

unknown contains lib.finding(resource, attribute, "is known only after apply") if {
	some type, attribute in {"aws_eks_node_group": "remote_access", "aws_launch_template": "key_name"}
	some resource in input.by_type[type]
	attribute in resource.unknown
}
