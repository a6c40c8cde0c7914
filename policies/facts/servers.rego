# METADATA
# title: What serves models, and who may reach it
# description: >-
#   Releases and groups that serve models with their namespace, namespaces that a policy closes, and services beside them.
package groundplane.facts.servers

import data.groundplane.facts.namespaces
import data.groundplane.facts.places
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# the policy may stand in values that cannot be read
hidden(server) if lib.unresolved(server.namespace)

hidden(_) if count(releases.unreadable) > 0

names_peers(entry) if {
	some peer in entry.from
	is_object(peer)
}

names_peers(entry) if lib.unresolved(entry.from)

# all that serves models, and where. The document of a release keeps its values beside what else it says
all := array.concat(
	[{"place": release, "at": "namespace", "namespace": lib.show(object.get(places.by_id[lib.id(release)].values, "namespace", "default"))} |
		some release in workloads.model_servers
	],
	[{"place": group.place, "at": group.at, "namespace": group.namespace} | some group in workloads.engine_groups],
)

served := {server.namespace | some server in all}

policies := [policy |
	some policy in object.get(input, ["objects", "NetworkPolicy"], [])
	is_object(policy.object.spec)
	is_object(policy.object.metadata)
]

# namespaces in which a policy for every pod closes the way in
closed := {policy.namespace |
	some policy in namespaces.policies
	policy.everybody
	"Ingress" in policy.closed
}

# a key that a secret holds
keyed(container) if {
	some variable in container.env
	variable.name == "VLLM_API_KEY"
	variable.valueFrom.secretKeyRef.name
}

# services beside groups, which have no chart that makes them
services := [service |
	some service in object.get(input, ["objects", "Service"], [])
	some group in workloads.engine_groups
	object.get(service.object, ["metadata", "namespace"], "default") == group.namespace
]
