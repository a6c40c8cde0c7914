# METADATA
# title: Containers say what they need and how much they may take
# description: >-
#   Each container requests processor and memory and is bounded in memory, in manifests and in the values of charts that
#   leave it empty. One that says nothing is the first to be thrown out, or throws the others out.
# custom:
#   id: PAI-K8S-002
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_10, CKV_K8S_11, CKV_K8S_12, CKV_K8S_13]
#     soc2: [A1.1]
#     eu-ai-act: ["15"]
#   fix: "resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } }"
package groundplane.policies.pai_k8s_002

import data.groundplane.facts.charts
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := array.concat([place.place | some place in _places], [engine.place | some engine in workloads.chart_engines])

deny contains lib.keyed(lib.finding(place.place, place.at, sprintf("no %s", [concat(".", want)])), concat(".", want)) if {
	some place in _places
	not lib.unresolved(place.resources)
	some want in _wanted
	object.get(place.resources, want, "") == ""
}

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, name]), sprintf("no %s", [name])), engine.name) if {
	some engine in workloads.chart_engines
	not engine.model.resources
	some name in {"requestCPU", "requestMemory", "limitMemory"}
	object.get(engine.model, name, "") == ""
}

unknown contains lib.finding(place.place, place.at, "is known only after apply") if {
	some place in _places
	lib.unresolved(place.resources)
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart, _ in charts.resources_at
	some release in releases.unreadable[chart]
}

_wanted := [["requests", "cpu"], ["requests", "memory"], ["limits", "memory"]]

_places := array.concat(
	[{"place": container.place, "at": concat(".", [container.at, "resources"]), "resources": container.resources} |
		some container in workloads.containers
	],
	[{
		"place": {"stack": release.stack, "address": release.address, "path": release.path},
		"at": concat(".", array.concat(["values"], path)),
		"resources": _resources(object.get(release.values.values, path, {})),
	} |
		some chart, paths in charts.resources_at
		some release in releases.by_chart[chart]
		some path in paths
	],
)

_resources(value) := value if is_object(value)

_resources(value) := value if lib.unresolved(value)

_resources(value) := {} if {
	not is_object(value)
	not lib.unresolved(value)
}
