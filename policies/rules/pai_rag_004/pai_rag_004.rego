# METADATA
# title: Qdrant asks for a key, speaks TLS and survives a node
# description: >-
#   A Qdrant release has an API key from a secret, TLS to callers and between its pods, a volume for snapshots, and at least
#   two replicas, three in enterprise. The chart
#   resolves apiKey when it renders, so a key that comes later is silently none; an environment variable is not.
# custom:
#   id: PAI-RAG-004
#   inspects: [helm_release]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "env: [{ name: 'QDRANT__SERVICE__API_KEY', valueFrom: { secretKeyRef } }], config.service.enable_tls: true, config.cluster.p2p.enable_tls: true, snapshotPersistence.enabled: true, replicaCount: 3"
package groundplane.policies.pai_rag_004

import data.groundplane.facts.releases
import data.groundplane.lib

# what it looks at
judged := object.get(releases.by_chart, "qdrant", [])

deny contains finding if {
	some finding in lib.breaches(releases.by_chart.qdrant, _wishes)
}

deny contains lib.finding(release, "values.env", "QDRANT__SERVICE__API_KEY does not come from a secret") if {
	some release in releases.by_chart.qdrant
	not _keyed(release)
	not lib.unresolved(lib.value(release, ["values", "env"], []))
}

unknown contains finding if {
	some finding in lib.undecided_wishes(releases.by_chart.qdrant, _wishes)
}

unknown contains lib.open_at(release, ["values", "env"]) if {
	some release in releases.by_chart.qdrant
	not _keyed(release)
	lib.unresolved(lib.value(release, ["values", "env"], []))
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some release in releases.unreadable.qdrant
}

_keyed(release) if {
	some variable in release.values.values.env
	variable.name == "QDRANT__SERVICE__API_KEY"
	variable.valueFrom.secretKeyRef.name
}

_wishes := [
	{"path": ["values", "config", "service", "enable_tls"], "absent": false, "allowed": [true], "message": "documents go over the network in clear"},
	{"path": ["values", "config", "cluster", "p2p", "enable_tls"], "absent": false, "allowed": [true], "message": "its pods hand documents to each other in clear, and ask nobody for a key"},
	{"path": ["values", "snapshotPersistence", "enabled"], "absent": false, "allowed": [true], "message": "snapshots have no volume"},
	{"path": ["values", "replicaCount"], "absent": 1, "at_least": _replicas, "message": sprintf("is less than %d", [_replicas])},
]

_replicas := 3 if input.tier == "enterprise"

_replicas := 2 if input.tier != "enterprise"
