# METADATA
# title: Kubernetes is in standard support
# description: >-
#   The cluster names a version of Kubernetes that AWS still supports at the ordinary price; 90 days before the end
#   this rule begins to warn. Afterwards the control plane costs six times as much and fixes come late.
# custom:
#   id: PAI-EKS-004
#   inspects: [aws_eks_cluster]
#   controls:
#     checkov: [CKV_AWS_339]
#     aws-fsbp: [EKS.2]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC7.1]
#     hipaa-164: [308(a)(5)(ii)(B)]
#     eu-ai-act: ["15"]
#   mild: { tiers: [smb, mid-market, enterprise], what: "a version whose standard support ends soon" }
#   fix: "version: '1.35', one minor at a time"
#   setting: "cluster.version: '1.35'"
package groundplane.policies.pai_eks_004

import data.groundplane.facts.kubernetes
import data.groundplane.lib

deny contains lib.finding(cluster, "version", "names no version: AWS takes the newest when it is made, and nobody decides when it changes") if {
	some cluster in input.by_type.aws_eks_cluster
	not lib.given(cluster, ["version"])
}

deny contains lib.finding(cluster, "version", sprintf("standard support of Kubernetes %s ended on %s", [_version(cluster), _end(cluster)])) if {
	some cluster in input.by_type.aws_eks_cluster
	_days_left(cluster) < 0
}

deny contains lib.finding(cluster, "version", sprintf("Kubernetes %s is older than any version in support", [_version(cluster)])) if {
	some cluster in input.by_type.aws_eks_cluster
	_minor(cluster) < min(_minors)
}

deny contains lib.mild(lib.finding(cluster, "version", sprintf("standard support of Kubernetes %s ends on %s", [_version(cluster), _end(cluster)]))) if {
	some cluster in input.by_type.aws_eks_cluster
	_days_left(cluster) >= 0
	_days_left(cluster) <= kubernetes.warning_days
}

unknown contains lib.finding(cluster, "version", sprintf("version is %s", [_version(cluster)])) if {
	some cluster in input.by_type.aws_eks_cluster
	lib.given(cluster, ["version"])
	not _minor(cluster)
}

unknown contains lib.finding(cluster, "version", sprintf("Kubernetes %s is newer than the calendar of %s", [_version(cluster), kubernetes.read_on])) if {
	some cluster in input.by_type.aws_eks_cluster
	_minor(cluster) > max(_minors)
}

_version(cluster) := lib.show(lib.value(cluster, ["version"], ""))

_end(cluster) := kubernetes.standard_support_until[_version(cluster)]

_days_left(cluster) := lib.day_number(_end(cluster)) - lib.day_number(object.get(input, "today", kubernetes.read_on))

_minor(cluster) := to_number(split(_version(cluster), ".")[1]) if regex.match(`^1\.\d+$`, _version(cluster))

_minors := {to_number(split(version, ".")[1]) | some version, _ in kubernetes.standard_support_until}
