# METADATA
# title: Nothing lives in the default namespace
# description: >-
#   Releases and objects name a namespace, and it is not default. Policies, rights and quotas stand on namespaces, and
#   default has none.
# custom:
#   id: PAI-K8S-010
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, Service, ConfigMap, Secret, ServiceAccount, Ingress, PersistentVolumeClaim, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_21]
#     cis-eks-1.8: ["4.5.2"]
#     soc2: [CC6.1]
#   fix: "namespace: 'models' on the release, metadata.namespace in the object"
package groundplane.policies.pai_k8s_010

import data.groundplane.lib

deny contains lib.finding_at(release, ["namespace"], "is the default one") if {
	some release in input.by_type.helm_release
	lib.value(release, ["namespace"], "default") in {"", "default"}
}

deny contains lib.finding(object_, concat(".", [object_.attribute, "metadata.namespace"]), "is the default one") if {
	some kind in _kinds
	some object_ in input.objects[kind]
	object_.object.metadata.namespace == "default"
}

deny contains lib.finding_at(resource, ["metadata", 0, "namespace"], "is the default one") if {
	some type in _types
	some resource in input.by_type[type]
	lib.value(resource, ["metadata", 0, "namespace"], "default") in {"", "default"}
}

unknown contains lib.open_at(release, ["namespace"]) if {
	some release in input.by_type.helm_release
	found := lib.value(release, ["namespace"], "default")
	lib.unresolved(found)
	not regex.match(`^\$\{(module\.[^.]+\.)*kubernetes_namespace`, found)
}

unknown contains lib.open_at(resource, ["metadata", 0, "namespace"]) if {
	some type in _types
	some resource in input.by_type[type]
	found := lib.value(resource, ["metadata", 0, "namespace"], "default")
	lib.unresolved(found)
	not regex.match(`^\$\{(module\.[^.]+\.)*kubernetes_namespace`, found)
}

_kinds := {
	"ConfigMap", "CronJob", "DaemonSet", "Deployment", "Ingress", "Job", "LeaderWorkerSet", "PersistentVolumeClaim", "Pod", "Secret", "Service",
	"ServiceAccount", "StatefulSet",
}

_types := {sprintf("kubernetes_%s%s", [kind, version]) |
	some kind in [
		"config_map", "cron_job", "daemon_set", "daemonset", "deployment", "ingress", "job", "persistent_volume_claim", "pod", "secret",
		"service", "service_account", "stateful_set",
	]
	some version in ["", "_v1"]
}
