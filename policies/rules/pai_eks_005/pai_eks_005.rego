# METADATA
# title: The Kubernetes API takes access entries only
# description: >-
#   Who may use the API is written in access entries, and whoever made the cluster is no administrator for it. Changes
#   to the aws-auth map leave no trace outside the cluster.
# custom:
#   id: PAI-EKS-005
#   inspects: [aws_eks_cluster]
#   controls:
#     cis-eks-1.8: ["4.1.7", "5.5.1"]
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#   fix: "accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false }; the Cluster component sets both"
package groundplane.policies.pai_eks_005

import data.groundplane.lib

deny := lib.breaches(_clusters, _wishes)

unknown := lib.undecided_wishes(_clusters, _wishes)

_clusters := object.get(input.by_type, "aws_eks_cluster", [])

_wishes := {
	{"path": ["access_config", 0, "authentication_mode"], "absent": "CONFIG_MAP", "allowed": ["API"], "message": "access is also given by the aws-auth map"},
	{"path": ["access_config", 0, "bootstrap_cluster_creator_admin_permissions"], "absent": true, "allowed": [false], "message": "whoever made the cluster is its administrator for ever"},
}
