# METADATA
# title: The control plane writes its logs
# description: >-
#   All five kinds of control-plane log are on; in smb at least audit and authenticator. They are the only record of who did
#   what in the cluster.
# custom:
#   id: PAI-EKS-002
#   inspects: [aws_eks_cluster]
#   controls:
#     checkov: [CKV_AWS_37]
#     aws-fsbp: [EKS.8]
#     cis-eks-1.8: ["2.1.1"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     nist-ai-rmf-1.0: [MEASURE 2.8]
#     eu-ai-act: ["12"]
#   fix: "enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']; the Cluster component sets all five"
package groundplane.policies.pai_eks_002

import data.groundplane.lib

deny contains lib.keyed(lib.finding(cluster, "enabled_cluster_log_types", sprintf("%s log is off", [log])), log) if {
	some cluster in input.by_type.aws_eks_cluster
	not _open(cluster)
	some log in (_wanted - _enabled(cluster))
}

unknown contains lib.finding(cluster, "enabled_cluster_log_types", "which logs are on is known only after apply") if {
	some cluster in input.by_type.aws_eks_cluster
	_open(cluster)
	count(_wanted - _enabled(cluster)) > 0
}

_wanted := {"audit", "authenticator"} if input.tier == "smb"

_wanted := {"api", "audit", "authenticator", "controllerManager", "scheduler"} if input.tier != "smb"

_enabled(cluster) := {log | some log in lib.texts(object.get(cluster.values, "enabled_cluster_log_types", []))}

_open(cluster) if {
	some log in _enabled(cluster)
	lib.unresolved(log)
}
