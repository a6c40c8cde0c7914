# METADATA
# title: The gateway survives a node
# description: >-
#   A gateway that hands out keys has two replicas or more, a disruption budget, a database outside of the cluster and a
#   Redis in which replicas share limits. No gateway installs the chart's own database.
# custom:
#   id: PAI-GW-014
#   inspects: [helm_release]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     eu-ai-act: ["15"]
#   setting: "gateway.replicas: 2 with gateway.cache: elasticache"
#   fix: "replicaCount: 2, pdb: { enabled: true }, db: { useExisting: true, deployStandalone: false }, router_settings.redis_host: 'os.environ/REDIS_HOST'"
package groundplane.policies.pai_gw_014

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.with_keys

deny contains finding if {
	some finding in lib.breaches(gateway.with_keys, _wishes)
}

deny contains lib.finding(proxy, "values.replicaCount", "is less than two, and nothing scales it") if {
	some proxy in gateway.with_keys
	count([path | some path in _replicas; _enough(proxy, path)]) == 0
	count([path | some path in _replicas; lib.unresolved(lib.value(proxy, path, 1))]) == 0
}

deny contains lib.finding(proxy, "values.proxy_config.router_settings.redis_host", "replicas share no limits") if {
	some proxy in gateway.with_keys
	not _shared(proxy)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.with_keys, _wishes)
}

unknown contains lib.open_at(proxy, path) if {
	some proxy in gateway.with_keys
	count([other | some other in _replicas; _enough(proxy, other)]) == 0
	some path in _replicas
	lib.unresolved(lib.value(proxy, path, 1))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_wishes := [
	{"path": ["values", "pdb", "enabled"], "absent": false, "allowed": [true], "message": "has no disruption budget"},
	{"path": ["values", "db", "deployStandalone"], "absent": true, "allowed": [false], "message": "the chart's own database is one pod without backup"},
]

_replicas := [["values", "replicaCount"], ["values", "autoscaling", "minReplicas"], ["values", "keda", "minReplicas"]]

_enough(proxy, path) if {
	found := lib.value(proxy, path, 1)
	is_number(found)
	found >= 2
}

_shared(proxy) if gateway.setting(proxy, "router_settings", "redis_host", "") != ""

_shared(proxy) if proxy.values.values.proxy_config.litellm_settings.cache_params.type == "redis"

_shared(proxy) if lib.given(proxy, ["values", "envVars", "REDIS_HOST"])
