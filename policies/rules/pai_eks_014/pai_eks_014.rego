# METADATA
# title: The role of nodes can do what nodes do
# description: >-
#   The role of nodes has only the policies a node needs, and none written into it. Every pod could take what it has;
#   pods get rights of their own through Pod Identity.
# custom:
#   id: PAI-EKS-014
#   inspects: [aws_eks_node_group, aws_iam_role, aws_iam_role_policy, aws_iam_role_policy_attachment, aws_iam_instance_profile]
#   controls:
#     cis-eks-1.8: ["5.1.3", "5.2.1"]
#     aws-aisf: [IAM-05]
#     soc2: [CC6.3]
#     hipaa-164: [312(a)(1)]
#   fix: "new PodIdentity(this, 'Identity', { namespace, serviceAccount, statements }) for the workload; nodes keep AmazonEKSWorkerNodePolicy and AmazonEC2ContainerRegistryPullOnly"
package groundplane.policies.pai_eks_014

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.keyed(lib.finding(attachment, "policy_arn", sprintf("gives nodes %s", [lib.show(attachment.values.policy_arn)])), lib.show(attachment.values.policy_arn)) if {
	some role in _node_roles
	some attachment in places.pointing(role, "aws_iam_role_policy_attachment.role")
	not regex.match(_allowed, lib.show(attachment.values.policy_arn))
	not lib.unresolved(attachment.values.policy_arn)
}

deny contains lib.keyed(lib.finding(role, "managed_policy_arns", sprintf("gives nodes %s", [arn])), arn) if {
	some role in _node_roles
	some arn in lib.texts(role.values.managed_policy_arns)
	not regex.match(_allowed, arn)
	not lib.unresolved(arn)
}

deny contains lib.finding(policy, "role", "writes rights into the role of nodes") if {
	some role in _node_roles
	some policy in places.pointing(role, "aws_iam_role_policy.role")
}

deny contains lib.finding(role, "inline_policy", "writes rights into the role of nodes") if {
	some role in _node_roles
	count(lib.blocks(role.values, "inline_policy")) > 0
}

unknown contains lib.finding(attachment, "policy_arn", sprintf("gives nodes %s", [lib.show(attachment.values.policy_arn)])) if {
	some role in _node_roles
	some attachment in places.pointing(role, "aws_iam_role_policy_attachment.role")
	lib.unresolved(attachment.values.policy_arn)
}

_allowed := `^arn:aws[a-z-]*:iam::aws:policy/(AmazonEKSWorkerNode(Minimal)?Policy|AmazonEC2ContainerRegistry(ReadOnly|PullOnly)|AmazonSSMManagedInstanceCore|AmazonEKS_CNI_Policy)$`

_node_roles := [role |
	some role in input.by_type.aws_iam_role
	some attribute in {"aws_eks_node_group.node_role_arn", "aws_iam_instance_profile.role", "aws_eks_cluster.compute_config.node_role_arn"}
	count(lib.pointers(input.refs, role, attribute)) > 0
]
