# METADATA
# title: What containers get in their environment
# description: Variables with a value, from manifests, provider resources and the usual places of charts, read once.
package groundplane.facts.containers

import data.groundplane.facts.workloads
import data.groundplane.lib

# every variable that has a value: its name, the value as text, and where it stands
environment := array.concat(
	array.concat(
		[_entry(pod.place, concat(".", [pod.at, lib.entry(kind, index), lib.entry("env", at), "value"]), variable.name, variable.value) |
			some pod in workloads.pods
			some kind in {"containers", "initContainers"}
			some index, container in _list(pod.spec, kind)
			some at, variable in _list(container, "env")
		],
		[_entry(release, concat(".", ["values", lib.entry(name, at), "value"]), variable.name, variable.value) |
			some release in input.by_type.helm_release
			some [name, list] in _chart_lists(release)
			some at, variable in list
		],
	),
	[_entry(release, concat(".", ["values", name, key]), key, value) |
		some release in input.by_type.helm_release
		some [name, map] in _chart_maps(release)
		some key, value in map
		not is_object(value)
	],
)

_names := {"env", "envVars", "environment", "extraEnv", "extraEnvVars", "commonEnvVars"}

_chart_lists(release) := [[name, list] | some [name, list] in _under(release); is_array(list)]

_chart_maps(release) := [[name, map] | some [name, map] in _under(release); is_object(map)]

# of the chart, and of each of its components
_under(release) := array.concat(
	[[name, found] | some name in _names; found := release.docs.values[name]],
	[[concat(".", [part, name]), found] |
		some part, inside in release.docs.values
		is_string(part)
		some name in _names
		found := inside[name]
	],
)

_list(value, name) := found if {
	found := value[name]
	is_array(found)
}

_entry(resource, attribute, name, value) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"name": name,
	"value": text,
} if {
	is_string(name)
	text := _text(value)
}

_text(value) := value if is_string(value)

_text(value) := json.marshal(value) if {
	not is_string(value)
	not is_object(value)
	not is_array(value)
	value != null
}
