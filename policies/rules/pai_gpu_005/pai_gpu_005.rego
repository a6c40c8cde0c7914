# METADATA
# title: Teams do not share the memory of a GPU
# description: >-
#   GPUs of production are given whole or as MIG slices, not by time-slicing or MPS: those keep no program out of the
#   memory of another. Where all that is seen is public they may be shared.
# custom:
#   id: PAI-GPU-005
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [INFRA-09]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   fix: "no sharing.timeSlicing and no sharing.mps in the configuration of the device plugin"
#   setting: "gpuPools.<name>.sharing: { mode: none }, or gpuPools.<name>.sharing.mode: mig with a profile"
package groundplane.policies.pai_gpu_005

import data.groundplane.facts.places
import data.groundplane.facts.releases
import data.groundplane.lib

deny contains lib.keyed(lib.finding(plugin.place, plugin.attribute, sprintf("shares GPUs by %s", [way])), way) if {
	some plugin in _plugins
	not plugin.place.stack in _harmless
	some way, mark in _marks
	contains(plugin.text, mark)
}

unknown contains lib.finding(plugin.place, plugin.attribute, "how GPUs are shared is known only after apply") if {
	some plugin in _plugins
	not plugin.place.stack in _harmless
	lib.unresolved(plugin.text)
}

unknown contains lib.finding(release, "values", "how GPUs are shared cannot be read before apply") if {
	some chart, _ in _maps
	some release in object.get(releases.unreadable, chart, set())
}

# how the device plugin writes it in its configuration
_marks := {"time-slicing": "timeSlicing", "MPS": "mps"}

_maps := {
	"gpu-operator": ["values", "devicePlugin", "config", "data"],
	"nvidia-device-plugin": ["values", "config", "map"],
}

_plugins := [{
	"place": {"stack": release.stack, "address": release.address, "path": release.path},
	"attribute": concat(".", [lib.path_text(path), name]),
	"text": text,
} |
	some chart, path in _maps
	some release in object.get(releases.by_chart, chart, set())
	some name, content in object.get(release.values, path, {})
	is_string(name)
	text := _text(content)
]

_text(content) := content if is_string(content)

_text(content) := json.marshal(content) if is_object(content)

_harmless := places.rehearsals | {name |
	some name, stack in input.stacks
	count(stack.descriptor.dataClasses) > 0
	every class in stack.descriptor.dataClasses {
		class == "public"
	}
}
