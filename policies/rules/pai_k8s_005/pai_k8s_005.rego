# METADATA
# title: Pods stay off the node
# description: >-
#   No pod shares network, processes or memory with its node, or mounts its files, but agents that are there to read the
#   node. From there it is one step to the node's rights.
# custom:
#   id: PAI-K8S-005
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_17, CKV_K8S_18, CKV_K8S_19, CKV_K8S_27]
#     cis-eks-1.8: ["4.2.2", "4.2.3", "4.2.4"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "take hostNetwork, hostPID, hostIPC and hostPath out; an agent belongs into a DaemonSet of kube-system, gpu-system or observability"
package groundplane.policies.pai_k8s_005

import data.groundplane.facts.charts
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

deny contains lib.finding(pod.place, concat(".", [pod.at, name]), "is shared with the node") if {
	some pod in _pods
	some name in _shared
	pod.spec[name] == true
}

deny contains lib.finding(pod.place, sprintf("%s.volumes[%d]", [pod.at, index]), "mounts files of the node") if {
	some pod in _pods
	is_array(pod.spec.volumes)
	some index, volume in pod.spec.volumes
	is_object(volume)
	some name in {"hostPath", "host_path"}
	_is_set(volume, name)
}

deny contains lib.finding_at(release, ["values", name], "is shared with the node") if {
	some [release, name] in _charts
	lib.value(release, ["values", name], false) == true
}

unknown contains lib.finding(pod.place, concat(".", [pod.at, name]), "is known only after apply") if {
	some pod in _pods
	some name in _shared
	lib.unresolved(pod.spec[name])
}

unknown contains lib.open_at(release, ["values", name]) if {
	some [release, name] in _charts
	lib.unresolved(lib.value(release, ["values", name], false))
}

_shared := {"hostNetwork", "hostPID", "hostIPC"}

_pods := [pod |
	some pod in workloads.pods
	not workloads.agent(pod)
]

_charts := [[release, name] |
	some chart, found in releases.by_chart
	not chart in charts.agents
	some release in found
	some name in _shared
]

_is_set(volume, name) if is_object(volume[name])

_is_set(volume, name) if count(lib.blocks(volume, name)) > 0
