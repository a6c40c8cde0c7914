# METADATA
# title: Pods have an identity of their own, and no token they do not use
# description: >-
#   Pods of manifests name a service account and mount no token, unless a binding gives that account rights. Charts that
#   mount a token by default are told not to.
# custom:
#   id: PAI-K8S-007
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_41, CKV_K8S_42]
#     cis-eks-1.8: ["4.1.5", "4.1.6"]
#     soc2: [CC6.3]
#     hipaa-164: [312(a)(1)]
#   fix: "serviceAccountName: 'ingestion', automountServiceAccountToken: false; serviceAccount.automount: false in the values"
package groundplane.policies.pai_k8s_007

import data.groundplane.facts.charts
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := array.concat([pod.place | some pod in workloads.pods], [release | some [found, _] in _charts; some release in found])

deny contains lib.finding(pod.place, concat(".", [pod.at, "serviceAccountName"]), "shares the namespace's identity") if {
	some pod in workloads.pods
	object.get(pod.spec, "serviceAccountName", "default") in {"", "default"}
}

deny contains lib.finding(pod.place, concat(".", [pod.at, "automountServiceAccountToken"]), "mounts a token nobody gave rights to") if {
	some pod in workloads.pods
	found := object.get(pod.spec, "automountServiceAccountToken", true)
	found != false
	not lib.unresolved(found)
	not lib.show(object.get(pod.spec, "serviceAccountName", "default")) in _bound
}

deny contains finding if {
	some [found, wish] in _charts
	some finding in lib.breaches(found, [wish])
}

unknown contains lib.finding(pod.place, concat(".", [pod.at, "automountServiceAccountToken"]), "is known only after apply") if {
	some pod in workloads.pods
	lib.unresolved(pod.spec.automountServiceAccountToken)
}

unknown contains finding if {
	some [found, wish] in _charts
	some finding in lib.undecided_wishes(found, [wish])
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart, _ in charts.token_at
	some release in releases.unreadable[chart]
}

_charts := [[releases.by_chart[chart], wish] |
	some chart, path in charts.token_at
	wish := {
		"path": array.concat(["values"], path),
		"absent": true,
		"allowed": [false],
		"message": "mounts a token it does not use",
	}
]

# accounts that some binding gives rights to
_bound contains lib.show(subject.name) if {
	some kind in {"ClusterRoleBinding", "RoleBinding"}
	some binding in input.objects[kind]
	some subject in binding.object.subjects
	subject.kind == "ServiceAccount"
}
