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

import data.groundplane.facts.servers
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

deny contains lib.finding(server.place, server.at, sprintf("no network policy of namespace %s closes the way in", [server.namespace])) if {
	some server in servers.all
	not server.namespace in servers.closed
	not servers.hidden(server)
}

deny contains lib.finding(group.place, concat(".", [group.at, "leaderTemplate"]), sprintf("%s is asked without a key from a secret", [group.engine.name])) if {
	some group in workloads.engine_groups
	not servers.keyed(group.leader)
}

deny contains lib.finding(service, concat(".", [service.attribute, "spec.type"]), "answers outside of the cluster") if {
	some service in servers.services
	not object.get(service.object, ["spec", "type"], "ClusterIP") == "ClusterIP"
}

deny contains lib.finding(policy, concat(".", [policy.attribute, "spec.ingress"]), "lets anybody ask the model servers") if {
	some policy in servers.policies
	policy.object.metadata.namespace in servers.served
	some entry in policy.object.spec.ingress
	is_object(entry)
	not servers.names_peers(entry)
}

unknown contains finding if some finding in lib.undecided_wishes(workloads.model_servers, _wishes)

unknown contains lib.finding(server.place, server.at, "whether a network policy closes the way in is known only after apply") if {
	some server in servers.all
	not server.namespace in servers.closed
	servers.hidden(server)
}

unknown contains finding if {
	some finding in workloads.unreadable_servers
}

_wishes := array.concat(
	[{"path": path, "absent": "ClusterIP", "allowed": ["ClusterIP"], "message": "answers outside of the cluster"} |
		some path in [["values", "service", "type"], ["values", "servingEngineSpec", "serviceType"], ["values", "routerSpec", "serviceType"]]
	],
	[{"path": ["values", "ingress", "enabled"], "absent": false, "allowed": [false], "message": "answers outside of the cluster"}],
)
