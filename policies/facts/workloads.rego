# METADATA
# title: What runs in the cluster
# description: >-
#   Pods and their containers from manifests, Helm values and resources of the Kubernetes provider in one shape, that of
#   Kubernetes. Images also from the values of charts.
package groundplane.facts.workloads

import data.groundplane.facts.releases
import data.groundplane.lib

# pods of manifests
pods := array.concat(
	array.concat(
		[_of_manifest(workload, path) |
			some kind, path in _manifests
			some workload in input.objects[kind]
		],
		[_of_manifest(workload, path) |
			some kind, workloads in input.objects
			not _manifests[kind]
			some workload in workloads
			some path in workload.pods
		],
	),
	[_pod(workload, lib.path_text(path), kind, object.get(workload.values, ["metadata", 0, "namespace"], "default"), _camel(spec)) |
		some type, [kind, path] in _resources
		some workload in input.by_type[type]
		spec := object.get(workload.values, path, {})
	],
)

_of_manifest(workload, path) := _pod(
	workload,
	concat(".", [workload.attribute, lib.path_text(path)]),
	workload.object.kind,
	object.get(workload.object, ["metadata", "namespace"], ""),
	object.get(workload.object, path, {}),
)

_manifests := {
	"CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
	"DaemonSet": ["spec", "template", "spec"],
	"Deployment": ["spec", "template", "spec"],
	"Job": ["spec", "template", "spec"],
	"Pod": ["spec"],
	"ReplicaSet": ["spec", "template", "spec"],
	"StatefulSet": ["spec", "template", "spec"],
}

# pods of the Kubernetes provider
_resources := {
	"kubernetes_cron_job": ["CronJob", ["spec", 0, "job_template", 0, "spec", 0, "template", 0, "spec", 0]],
	"kubernetes_cron_job_v1": ["CronJob", ["spec", 0, "job_template", 0, "spec", 0, "template", 0, "spec", 0]],
	"kubernetes_daemon_set_v1": ["DaemonSet", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_daemonset": ["DaemonSet", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_deployment": ["Deployment", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_deployment_v1": ["Deployment", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_job": ["Job", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_job_v1": ["Job", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_pod": ["Pod", ["spec", 0]],
	"kubernetes_pod_v1": ["Pod", ["spec", 0]],
	"kubernetes_stateful_set": ["StatefulSet", ["spec", 0, "template", 0, "spec", 0]],
	"kubernetes_stateful_set_v1": ["StatefulSet", ["spec", 0, "template", 0, "spec", 0]],
}

_pod(workload, at, kind, namespace, spec) := {
	"place": {"stack": workload.stack, "address": workload.address, "path": workload.path},
	"at": at,
	"kind": kind,
	"namespace": lib.show(namespace),
	"spec": _object(spec),
}

# the provider's names in those of Kubernetes, as far as rules read them
_camel(spec) := {name: value |
	some name, other in {
		"hostNetwork": "host_network",
		"hostPID": "host_pid",
		"hostIPC": "host_ipc",
		"serviceAccountName": "service_account_name",
		"automountServiceAccountToken": "automount_service_account_token",
		"securityContext": "security_context",
		"containers": "container",
		"initContainers": "init_container",
		"volumes": "volume",
		"tolerations": "toleration",
	}
	value := spec[other]
}

containers := [{
	"place": pod.place,
	"at": concat(".", [pod.at, lib.entry(list, index)]),
	"pod": pod,
	"name": lib.show(object.get(container, "name", "")),
	"image": object.get(container, "image", ""),
	"arguments": array.concat(lib.texts(object.get(container, "command", [])), lib.texts(object.get(container, "args", []))),
	"resources": _first(object.get(container, "resources", {})),
	"security": _security(container),
} |
	some pod in pods
	some list in {"containers", "initContainers"}
	is_array(pod.spec[list])
	some index, container in pod.spec[list]
	is_object(container)
]

# what a container may do, with what its pod says for all
_security(container) := _first(object.get(container, "securityContext", object.get(container, "security_context", {})))

# a setting of a context, by either of its names
security(context, name, absent) := object.get(context, name, object.get(context, _snake[name], absent))

_snake := {
	"allowPrivilegeEscalation": "allow_privilege_escalation",
	"capabilities": "capabilities",
	"privileged": "privileged",
	"readOnlyRootFilesystem": "read_only_root_filesystem",
	"runAsNonRoot": "run_as_non_root",
	"seccompProfile": "seccomp_profile",
}

# capabilities and profile of a context
dropped(context) := lib.texts(object.get(_first(security(context, "capabilities", {})), "drop", []))

seccomp(context) := object.get(_first(security(context, "seccompProfile", {})), "type", "")

# whatever is one block, as the block
first(value) := _first(value)

_first(value) := value if is_object(value)

_first(value) := value[0] if {
	is_array(value)
	is_object(value[0])
}

_first(value) := {} if {
	not is_object(value)
	not _blocks(value)
}

_blocks(value) if is_object(value[0])

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# agents run as daemons in namespaces of the system
agent(pod) if {
	pod.kind == "DaemonSet"
	pod.namespace in {"amazon-guardduty", "gpu-system", "kube-system", "observability"}
}

# every image that is named, `repository:tag@digest` as far as it is
images := array.concat(
	[{"place": container.place, "at": concat(".", [container.at, "image"]), "image": container.image} |
		some container in containers
		container.image != ""
	],
	[{"place": _place(found), "at": found.attribute, "image": found.image} | some found in input.images],
)

_place(release) := {"stack": release.stack, "address": release.address, "path": release.path}

# images come from a registry of our own where there is one
own_registry if input.by_type.aws_ecr_repository

own_registry if input.by_type.aws_ecr_pull_through_cache_rule

# engines of vLLM: of its chart, and groups that lie over several nodes
engines := array.concat(chart_engines, [group.engine | some group in engine_groups])

chart_engines := [{
	"place": _place(release),
	"release": release,
	"at": lib.entry("values.servingEngineSpec.modelSpec", index),
	"name": lib.show(object.get(model, "name", "")),
	"model": model,
} |
	some release in releases.by_chart["vllm-stack"]
	is_array(release.values.values.servingEngineSpec.modelSpec)
	some index, model in release.values.values.servingEngineSpec.modelSpec
	is_object(model)
]

# groups of vLLM, in the words of its chart as far as rules read them
engine_groups := [{
	"place": _set_place(set),
	"at": concat(".", [set.attribute, "spec.leaderWorkerTemplate"]),
	"namespace": lib.show(object.get(set.object, ["metadata", "namespace"], "default")),
	"leader": leader,
	"engine": {
		"place": _set_place(set),
		"release": {"values": {}},
		"at": concat(".", [set.attribute, "spec.leaderWorkerTemplate"]),
		"name": lib.show(object.get(set.object, ["metadata", "name"], "")),
		"model": {
			"modelURL": after(arguments, {"serve", "--model"}),
			"modelRevision": after(arguments, {"--revision"}),
			"vllmConfig": {"extraArgs": arguments},
			"env": object.get(leader, "env", []),
			"replicaCount": max([0, object.get(set.object, ["spec", "replicas"], 1)]),
			"keda": {"minReplicaCount": max(array.concat([0], _least(set)))},
			"pdb": {"enabled": _budgeted(set)},
		},
	},
} |
	some set in object.get(input, ["objects", "LeaderWorkerSet"], [])
	leader := _leader(set)
	arguments := array.concat(lib.texts(object.get(leader, "command", [])), lib.texts(object.get(leader, "args", [])))
]

_set_place(set) := {"stack": set.stack, "address": set.address, "path": set.path}

# the container that answers
_leader(set) := container if {
	some container in _leader_template(set).spec.containers
	contains(lib.show(container.image), "vllm-openai")
}

_leader_template(set) := object.get(set.object, ["spec", "leaderWorkerTemplate", "leaderTemplate"], object.get(set.object, ["spec", "leaderWorkerTemplate", "workerTemplate"], {}))

# replicas a scaler never goes below
_least(set) := [scaler.object.spec.minReplicaCount |
	some scaler in object.get(input, ["objects", "ScaledObject"], [])
	scaler.object.spec.scaleTargetRef.kind == "LeaderWorkerSet"
	scaler.object.spec.scaleTargetRef.name == set.object.metadata.name
	is_number(scaler.object.spec.minReplicaCount)
]

default _budgeted(_) := false

_budgeted(set) if {
	some budget in object.get(input, ["objects", "PodDisruptionBudget"], [])
	object.get(budget.object, ["metadata", "namespace"], "") == object.get(set.object, ["metadata", "namespace"], "")
	wanted := object.get(budget.object, ["spec", "selector", "matchLabels"], {})
	count(wanted) > 0
	labels := object.get(_leader_template(set), ["metadata", "labels"], {})
	every name, value in wanted {
		labels[name] == value
	}
}

# what stands after one of some options, or behind its equals sign; empty where nothing does
after(arguments, options) := concat("", array.slice(
	array.concat(
		[arguments[index + 1] | some index, argument in arguments; argument in options],
		[trim_prefix(argument, concat("", [option, "="])) | some option in options; some argument in arguments; startswith(argument, concat("", [option, "="]))],
	),
	0, 1,
))

# releases of model servers
model_servers := [release |
	some chart in {"ollama", "vllm-stack"}
	some release in releases.by_chart[chart]
]

unreadable_servers contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart in {"ollama", "vllm-stack"}
	some release in releases.unreadable[chart]
}
