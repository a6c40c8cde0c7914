# METADATA
# title: Model servers answer to the gateway only
# description: >-
#   Model servers have no address outside of the cluster, an API key from a secret where they know one, and a network policy
#   in their namespace that names who may ask. Around the gateway there are no budgets and no audit.
# custom:
#   id: PAI-SRV-003
#   inspects: [helm_release, LeaderWorkerSet, NetworkPolicy, Service]
#   controls:
#     cis-eks-1.8: ["5.4.4"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["12", "15"]
#   fix: "service.type: ClusterIP, servingEngineSpec.vllmApiKey: { secretName, secretKey }, and an ingress rule from the gateway's pods"
package groundplane.policies.pai_srv_003

import data.groundplane.facts.places
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := array.concat(workloads.model_servers, [group.place | some group in workloads.engine_groups])

deny contains finding if some finding in lib.breaches(workloads.model_servers, _wishes)

deny contains lib.finding(server, "values.servingEngineSpec.vllmApiKey", "is asked without a key from a secret") if {
	some server in workloads.model_servers
	server.values.values.servingEngineSpec
	not lib.given(server, ["values", "servingEngineSpec", "vllmApiKey", "secretName"])
}

deny contains lib.finding(server, "namespace", sprintf("no network policy of namespace %s closes the way in", [_namespace(server)])) if {
	some server in workloads.model_servers
	not _namespace(server) in _closed
	not _hidden(server)
}

deny contains lib.finding(group.place, concat(".", [group.at, "leaderTemplate"]), sprintf("%s is asked without a key from a secret", [group.engine.name])) if {
	some group in workloads.engine_groups
	not _keyed(group.leader)
}

deny contains lib.finding(group.place, group.at, sprintf("no network policy of namespace %s closes the way in", [group.namespace])) if {
	some group in workloads.engine_groups
	not group.namespace in _closed
	not _hidden(group)
}

deny contains lib.finding(service, concat(".", [service.attribute, "spec.type"]), "answers outside of the cluster") if {
	some service in _services
	not object.get(service.object, ["spec", "type"], "ClusterIP") == "ClusterIP"
}

deny contains lib.finding(policy, concat(".", [policy.attribute, "spec.ingress"]), "lets anybody ask the model servers") if {
	some policy in _policies
	policy.object.metadata.namespace in _served
	some entry in policy.object.spec.ingress
	is_object(entry)
	not _names_peers(entry)
}

unknown contains finding if some finding in lib.undecided_wishes(workloads.model_servers, _wishes)

unknown contains lib.finding(server, "namespace", "whether a network policy closes the way in is known only after apply") if {
	some server in workloads.model_servers
	not _namespace(server) in _closed
	_hidden(server)
}

unknown contains lib.finding(group.place, group.at, "whether a network policy closes the way in is known only after apply") if {
	some group in workloads.engine_groups
	not group.namespace in _closed
	_hidden(group)
}

unknown contains finding if {
	some finding in workloads.unreadable_servers
}

# a key that a secret holds
_keyed(container) if {
	some variable in container.env
	variable.name == "VLLM_API_KEY"
	variable.valueFrom.secretKeyRef.name
}

# services beside groups, which have no chart that makes them
_services := [service |
	some service in object.get(input, ["objects", "Service"], [])
	some group in workloads.engine_groups
	object.get(service.object, ["metadata", "namespace"], "default") == group.namespace
]

_wishes := array.concat(
	[{"path": path, "absent": "ClusterIP", "allowed": ["ClusterIP"], "message": "answers outside of the cluster"} |
		some path in [["values", "service", "type"], ["values", "servingEngineSpec", "serviceType"], ["values", "routerSpec", "serviceType"]]
	],
	[{"path": ["values", "ingress", "enabled"], "absent": false, "allowed": [false], "message": "answers outside of the cluster"}],
)

# the policy may stand in values that cannot be read
_hidden(server) if lib.unresolved(_namespace(server))

_hidden(_) if count(releases.unreadable) > 0

_names_peers(entry) if {
	some peer in entry.from
	is_object(peer)
}

_names_peers(entry) if lib.unresolved(entry.from)

# the document of a release keeps its values beside what else it says
_namespace(server) := lib.show(object.get(places.by_id[lib.id(server)].values, "namespace", "default"))

# namespaces that model servers stand in
_served contains _namespace(server) if some server in workloads.model_servers

_served contains group.namespace if some group in workloads.engine_groups

_policies := [policy |
	some policy in object.get(input, ["objects", "NetworkPolicy"], [])
	is_object(policy.object.spec)
	is_object(policy.object.metadata)
]

# namespaces in which a policy for every pod closes the way in
_closed contains policy.object.metadata.namespace if {
	some policy in _policies
	object.get(policy.object.spec, "podSelector", null) == {}
	"Ingress" in lib.texts(object.get(policy.object.spec, "policyTypes", ["Ingress"]))
}
