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
	[_pod(workload, concat(".", [workload.attribute, at]), kind, object.get(workload.object, ["metadata", "namespace"], ""), spec) |
		some kind, path in _manifests
		some workload in input.objects[kind]
		spec := object.get(workload.object, path, {})
		at := concat(".", path)
	],
	[_pod(workload, lib.path_text(path), kind, object.get(workload.values, ["metadata", 0, "namespace"], "default"), _camel(spec)) |
		some type, [kind, path] in _resources
		some workload in input.by_type[type]
		spec := object.get(workload.values, path, {})
	],
)

# pods of the Kubernetes provider

_manifests := {
	"CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
	"DaemonSet": ["spec", "template", "spec"],
	"Deployment": ["spec", "template", "spec"],
	"Job": ["spec", "template", "spec"],
	"Pod": ["spec"],
	"ReplicaSet": ["spec", "template", "spec"],
	"StatefulSet": ["spec", "template", "spec"],
}

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
	[{"place": _place(release), "at": at, "image": image} |
		some _, found in releases.by_chart
		some release in found
		some [at, value] in _values_images(release.values.values)
		image := _image(value)
	],
)

# images of charts: `image` on the first two levels, and the models of vLLM
_values_images(values) := array.concat(
	[["values.image", image] | some name, image in values; name == "image"],
	array.concat(
		[[sprintf("values.%s.image", [name]), part.image] | some name, part in values; is_object(part); part.image],
		[[lib.entry("values.servingEngineSpec.modelSpec", index), model] |
			is_array(values.servingEngineSpec.modelSpec)
			some index, model in values.servingEngineSpec.modelSpec
		],
	),
)

# one text, or parts; without a tag the chart brings its own
_image(value) := value if is_string(value)

_image(value) := concat("", [_registry(value), value.repository, _tag(value), _digest(value)]) if {
	is_object(value)
	is_string(value.repository)
	not lib.unresolved(object.get(value, "tag", ""))
}

_image(value) := value.tag if {
	is_object(value)
	is_string(value.repository)
	lib.unresolved(value.tag)
}

_registry(value) := concat("", [value.registry, "/"]) if is_string(value.registry)

_registry(value) := "" if not is_string(object.get(value, "registry", null))

_tag(value) := concat("", [":", lib.show(value.tag)]) if object.get(value, "tag", "") != ""

_tag(value) := ":chart" if object.get(value, "tag", "") == ""

_digest(value) := concat("", ["@", value.digest]) if startswith(lib.show(object.get(value, "digest", "")), "sha256:")

_digest(value) := "" if not startswith(lib.show(object.get(value, "digest", "")), "sha256:")

_place(release) := {"stack": release.stack, "address": release.address, "path": release.path}

# images come from a registry of our own where there is one
own_registry if input.by_type.aws_ecr_repository

own_registry if input.by_type.aws_ecr_pull_through_cache_rule

# engines of vLLM with their release
engines := [{
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

# releases of model servers
model_servers := [release |
	some chart in {"ollama", "vllm-stack"}
	some release in releases.by_chart[chart]
]

unreadable_servers contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart in {"ollama", "vllm-stack"}
	some release in releases.unreadable[chart]
}
