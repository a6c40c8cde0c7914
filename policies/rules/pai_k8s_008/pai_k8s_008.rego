# METADATA
# title: Nobody rules the cluster by wildcard
# description: >-
#   Roles name their verbs and resources, nobody but a group of people for emergencies is cluster-admin, and no role may
#   bind, impersonate or escalate. Each of them is cluster-admin by another name.
# custom:
#   id: PAI-K8S-008
#   inspects: [ClusterRole, Role, ClusterRoleBinding, RoleBinding, kubernetes_cluster_role_v1, kubernetes_cluster_role, kubernetes_role_v1, kubernetes_cluster_role_binding_v1]
#   controls:
#     checkov: [CKV_K8S_49]
#     cis-eks-1.8: ["4.1.1", "4.1.2", "4.1.3", "4.1.8"]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#   fix: "rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }]"
package groundplane.policies.pai_k8s_008

import data.groundplane.lib

deny contains lib.finding(entry.place, sprintf("%s.%s", [entry.at, name]), "is everything") if {
	some entry in _rules
	some name in {"verbs", "resources"}
	"*" in lib.texts(object.get(entry.rule, name, []))
}

deny contains lib.keyed(lib.finding(entry.place, sprintf("%s.verbs", [entry.at]), sprintf("%s gives away any right", [verb])), verb) if {
	some entry in _rules
	some verb in lib.texts(object.get(entry.rule, "verbs", []))
	verb in {"bind", "escalate", "impersonate"}
}

deny contains lib.finding(binding.place, binding.at, "makes somebody cluster-admin") if {
	some binding in _bindings
	binding.role == "cluster-admin"
}

unknown contains lib.finding(entry.place, sprintf("%s.%s", [entry.at, name]), "is known only after apply") if {
	some entry in _rules
	some name in {"verbs", "resources"}
	some text in lib.texts(object.get(entry.rule, name, []))
	lib.unresolved(text)
}

unknown contains lib.finding(binding.place, binding.at, "is known only after apply") if {
	some binding in _bindings
	lib.unresolved(binding.role)
}

_place(resource) := {"stack": resource.stack, "address": resource.address, "path": resource.path}

_rules := array.concat(
	[{"place": _place(role), "at": lib.entry(concat(".", [role.attribute, "rules"]), index), "rule": rule_} |
		some kind in {"ClusterRole", "Role"}
		some role in input.objects[kind]
		is_array(role.object.rules)
		some index, rule_ in role.object.rules
		is_object(rule_)
	],
	[{"place": _place(role), "at": lib.entry("rule", index), "rule": rule_} |
		some type in {"kubernetes_cluster_role", "kubernetes_cluster_role_v1", "kubernetes_role", "kubernetes_role_v1"}
		some role in input.by_type[type]
		some index, rule_ in lib.blocks(role.values, "rule")
	],
)

_bindings := array.concat(
	[{"place": _place(binding), "at": concat(".", [binding.attribute, "roleRef.name"]), "role": binding.object.roleRef.name} |
		some kind in {"ClusterRoleBinding", "RoleBinding"}
		some binding in input.objects[kind]
	],
	[{"place": _place(binding), "at": "role_ref[0].name", "role": lib.value(binding, ["role_ref", 0, "name"], "")} |
		some type in {"kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1", "kubernetes_role_binding", "kubernetes_role_binding_v1"}
		some binding in input.by_type[type]
	],
)
