# METADATA
# title: What people wait for survives a node
# description: >-
#   In production, from day-90 on, a gateway that hands out keys spreads over zones; chat and sign-in have two replicas and
#   spread; an engine with several replicas has a disruption budget, and one engine at least has several.
# custom:
#   id: PAI-K8S-006
#   inspects: [helm_release, LeaderWorkerSet]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     eu-ai-act: ["15"]
#   setting: "gateway.replicas: 2, and models.<name>.replicas: 2"
#   fix: "replicaCount: 2, topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', … }], pdb: { enabled: true }"
package groundplane.policies.pai_k8s_006

import data.groundplane.facts.charts
import data.groundplane.facts.gateway
import data.groundplane.facts.places
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := array.concat(_gateways, array.concat([door | some [doors, _] in _doors; some door in doors], [engine.place | some engine in _engines]))

deny contains finding if {
	some finding in lib.breaches(_gateways, [_spread(["values", "topologySpreadConstraints"])])
}

deny contains finding if {
	some [doors, where] in _doors
	some finding in lib.breaches(doors, _door_wishes(where))
}

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "pdb"]), sprintf("%s has replicas and no disruption budget", [engine.name])), engine.name) if {
	some engine in _engines
	_several(engine)
	object.get(engine.model, ["pdb", "enabled"], false) != true
}

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "replicaCount"]), "no engine of the platform has a second replica"), engine.name) if {
	count([engine | some engine in _engines; _several(engine)]) == 0
	count([engine | some engine in _engines; lib.unresolved(object.get(engine.model, "replicaCount", 1))]) == 0
	some engine in _engines
}

unknown contains finding if {
	some [doors, where] in _doors
	some finding in lib.undecided_wishes(doors, _door_wishes(where))
}

unknown contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "replicaCount"]), "is known only after apply"), engine.name) if {
	some engine in _engines
	lib.unresolved(object.get(engine.model, "replicaCount", 1))
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart in {"oauth2-proxy", "open-webui", "vllm-stack"}
	some release in releases.unreadable[chart]
}

_door_wishes(where) := [
	{"path": array.concat(["values"], where.replicas), "absent": 1, "at_least": 2, "message": "is one pod, and the next update takes it away"},
	_spread(array.concat(["values"], where.spread)),
]

_spread(path) := {"path": path, "given": true, "message": "all replicas may stand on one node"}

_gateways := [proxy |
	some proxy in gateway.with_keys
	not proxy.stack in _early
]

_doors := [[doors, where] |
	some chart, where in charts.doors
	doors := [release | some release in releases.by_chart[chart]; not release.stack in _early]
]

_engines := [engine |
	some engine in workloads.engines
	not engine.place.stack in _early
]

# stacks of environments that are no production, or not so far that it must not stop
_early := places.rehearsals | {name | some name, stack in input.stacks; stack.descriptor.phase in {"day-30", "day-60"}}

_several(engine) if {
	is_number(engine.model.replicaCount)
	engine.model.replicaCount > 1
}

_several(engine) if {
	is_number(engine.model.keda.minReplicaCount)
	engine.model.keda.minReplicaCount > 1
}
