# METADATA
# title: Namespaces and the policies in them
# description: Namespaces that are made here and every network policy, whichever form they are written in, read once.
package groundplane.facts.namespaces

import data.groundplane.lib

made := array.concat(
	array.concat(
		[_namespace(resource, "metadata[0].name", object.get(resource.values, ["metadata", 0, "name"], "(known after apply)"), object.get(resource.values, ["metadata", 0, "labels"], {})) |
			some type in {"kubernetes_namespace", "kubernetes_namespace_v1"}
			some resource in input.by_type[type]
		],
		[_namespace(object_, sprintf("%s.metadata.name", [object_.attribute]), object.get(object_.object, ["metadata", "name"], "(known after apply)"), object.get(object_.object, ["metadata", "labels"], {})) |
			some object_ in input.objects.Namespace
		],
	),
	[_namespace(release, "namespace", object.get(release.values, "namespace", "default"), {}) |
		some release in input.by_type.helm_release
		release.values.create_namespace == true
	],
)

_namespace(resource, attribute, name, labels) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"name": lib.show(name),
	"labels": labels,
}

# policies with the directions they close: everything that no policy then opens
policies := array.concat(
	array.concat(
		[{
			"namespace": lib.show(object.get(policy.object, ["metadata", "namespace"], "default")),
			"everybody": object.get(policy.object, ["spec", "podSelector"], null) == {},
			"closed": _closed(policy.object.spec, "policyTypes", "ingress", "egress"),
		} |
			some policy in input.objects.NetworkPolicy
			is_object(policy.object.spec)
		],
		[{
			"namespace": lib.show(object.get(policy.object, ["metadata", "namespace"], "default")),
			"everybody": object.get(policy.object, ["spec", "endpointSelector"], null) == {},
			"closed": {direction | some direction, key in {"Ingress": "ingress", "Egress": "egress"}; is_array(policy.object.spec[key])},
		} |
			some policy in input.objects.CiliumNetworkPolicy
		],
	),
	[{
		"namespace": lib.show(object.get(policy.values, ["metadata", 0, "namespace"], "default")),
		"everybody": object.get(policy.values, ["spec", 0, "pod_selector", 0], {}) == {},
		"closed": _closed(policy.values.spec[0], "policy_types", "ingress", "egress"),
	} |
		some type in {"kubernetes_network_policy", "kubernetes_network_policy_v1"}
		some policy in input.by_type[type]
		is_object(policy.values.spec[0])
	],
)

# what is not named is Ingress, and Egress where there are rules for it; an empty rule opens the direction again
_closed(spec, types, ingress, egress) := {direction |
	some direction, rules in {"Ingress": ingress, "Egress": egress}
	_named(spec, types, direction, rules)
	not _opened(spec, rules)
}

_named(spec, types, direction, _) if direction in lib.texts(spec[types])

_named(spec, types, "Ingress", _) if not spec[types]

_named(spec, types, "Egress", rules) if {
	not spec[types]
	is_array(spec[rules])
}

_opened(spec, rules) if {} in object.get(spec, rules, [])
