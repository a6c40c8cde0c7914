# METADATA
# title: Cluster administrators are declared
# description: >-
#   Only the roles an environment declares as its administrators have the cluster-admin access policy. All others get
#   a policy for what they do, in the namespaces they do it in.
# custom:
#   id: PAI-EKS-006
#   inspects: [aws_eks_access_policy_association]
#   controls:
#     cis-eks-1.8: ["4.1.1"]
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#     nist-ai-rmf-1.0: [GOVERN 2.1]
#   fix: "AmazonEKSViewPolicy or AmazonEKSEditPolicy with a namespace scope for everybody else"
#   setting: "cluster.admins: ['arn:aws:iam::111122223333:role/platform-admin']"
package groundplane.policies.pai_eks_006

import data.groundplane.lib

deny contains lib.keyed(lib.finding(association, "policy_arn", sprintf("%s is cluster administrator, and nobody declared it", [_principal(association)])), _principal(association)) if {
	some association in _admins
	not _principal(association) in _declared
	not lib.unresolved(_principal(association))
}

unknown contains lib.finding(association, "principal_arn", sprintf("who is cluster administrator is known only after apply: %s", [_principal(association)])) if {
	some association in _admins
	lib.unresolved(_principal(association))
}

unknown contains lib.finding(association, "policy_arn", "is known only after apply") if {
	some association in input.by_type.aws_eks_access_policy_association
	lib.unresolved(association.values.policy_arn)
}

_admins := [association |
	some association in input.by_type.aws_eks_access_policy_association
	regex.match(`/AmazonEKS(Cluster)?AdminPolicy$`, lib.show(association.values.policy_arn))
	object.get(association.values, ["access_scope", 0, "type"], "cluster") != "namespace"
]

_principal(association) := lib.show(object.get(association.values, "principal_arn", ""))

_declared contains arn if {
	some stack in input.stacks
	some arn in stack.descriptor.admins
}
