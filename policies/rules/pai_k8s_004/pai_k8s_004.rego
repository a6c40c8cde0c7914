# METADATA
# title: Namespaces refuse pods with too many rights
# description: >-
#   Each namespace that is made here says which pod security standard it enforces. Without the label it takes any pod.
# custom:
#   id: PAI-K8S-004
#   inspects: [kubernetes_namespace_v1, kubernetes_namespace, Namespace]
#   controls:
#     cis-eks-1.8: ["4.2.1"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "labels: { 'pod-security.kubernetes.io/enforce': 'restricted' }; the Namespace component sets it"
package groundplane.policies.pai_k8s_004

import data.groundplane.lib

deny contains lib.finding(namespace.place, namespace.at, "does not say which pods it refuses") if {
	some namespace in _namespaces
	not lib.unresolved(namespace.labels)
	not object.get(_object(namespace.labels), _label, "") in {"restricted", "baseline", "privileged"}
	not lib.unresolved(object.get(_object(namespace.labels), _label, ""))
}

unknown contains lib.finding(namespace.place, namespace.at, "is known only after apply") if {
	some namespace in _namespaces
	lib.unresolved(namespace.labels)
}

unknown contains lib.finding(namespace.place, namespace.at, "is known only after apply") if {
	some namespace in _namespaces
	lib.unresolved(object.get(_object(namespace.labels), _label, ""))
}

_label := "pod-security.kubernetes.io/enforce"

_namespaces := array.concat(
	[{
		"place": {"stack": namespace.stack, "address": namespace.address, "path": namespace.path},
		"at": "metadata[0].labels",
		"labels": lib.value(namespace, ["metadata", 0, "labels"], {}),
	} |
		some type in {"kubernetes_namespace", "kubernetes_namespace_v1"}
		some namespace in input.by_type[type]
	],
	[{
		"place": {"stack": namespace.stack, "address": namespace.address, "path": namespace.path},
		"at": concat(".", [namespace.attribute, "metadata.labels"]),
		"labels": object.get(namespace.object, ["metadata", "labels"], {}),
	} |
		some namespace in input.objects.Namespace
	],
)

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)
