# METADATA
# title: Kubernetes secrets are encrypted with a key of ours
# description: >-
#   The cluster encrypts its secrets with a customer managed KMS key. Keys of model providers lie in them.
# custom:
#   id: PAI-EKS-003
#   inspects: [aws_eks_cluster]
#   controls:
#     checkov: [CKV_AWS_58]
#     aws-fsbp: [EKS.3]
#     cis-eks-1.8: ["5.3.1"]
#     aws-aisf: [INFRA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   setting: "cluster.kmsKeyArn where you have a key; left out, one is made"
#   fix: "encryptionConfig: { provider: { keyArn }, resources: ['secrets'] }"
package groundplane.policies.pai_eks_003

import data.groundplane.lib

deny contains lib.finding(cluster, "encryption_config", "secrets are not encrypted with a customer managed key") if {
	some cluster in input.by_type.aws_eks_cluster
	not _encrypted(cluster)
	not _open(cluster)
}

unknown contains lib.finding(cluster, "encryption_config", "what is encrypted is known only after apply") if {
	some cluster in input.by_type.aws_eks_cluster
	not _encrypted(cluster)
	_open(cluster)
}

_encrypted(cluster) if {
	some config in lib.blocks(cluster.values, "encryption_config")
	"secrets" in lib.texts(config.resources)
	some provider in lib.blocks(config, "provider")
	provider.key_arn
}

_open(cluster) if {
	some path in cluster.unknown
	regex.match(`^encryption_config(\[\d+\]\.(provider|resources.*))?$`, path)
}
