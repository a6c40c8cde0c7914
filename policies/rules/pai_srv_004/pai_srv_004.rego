# METADATA
# title: Weights come from our own bucket where there is one
# description: >-
#   Once the platform has a bucket for weights (tag content is weights), no engine loads them from a public hub, and the hub
#   is switched off while it runs.
# custom:
#   id: PAI-SRV-004
#   inspects: [helm_release, LeaderWorkerSet, aws_s3_bucket]
#   controls:
#     aws-aisf: [ML-01]
#     soc2: [CC6.8]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   setting: "serving.weights: bucket"
#   fix: "modelURL: 's3://acme-weights/qwen3-14b/…' and env: [{ name: 'HF_HUB_OFFLINE', value: '1' }]"
package groundplane.policies.pai_srv_004

import data.groundplane.facts.tags
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := [engine.place | _own_weights; some engine in workloads.engines]

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "modelURL"]), sprintf("%s is loaded from a public hub", [engine.name])), engine.name) if {
	_own_weights
	some engine in workloads.engines
	url := lib.show(object.get(engine.model, "modelURL", ""))
	not regex.match(`^(/|s3://)`, url)
	not lib.unresolved(url)
}

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "env"]), "HF_HUB_OFFLINE is not set"), engine.name) if {
	_own_weights
	some engine in workloads.engines
	not _offline(engine)
}

unknown contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "modelURL"]), "is known only after apply"), engine.name) if {
	_own_weights
	some engine in workloads.engines
	lib.unresolved(lib.show(object.get(engine.model, "modelURL", "")))
}

unknown contains finding if {
	_own_weights
	some finding in workloads.unreadable_servers
}

_own_weights if {
	some bucket in input.by_type.aws_s3_bucket
	tags.of(bucket).content == "weights"
}

_offline(engine) if {
	some list in [object.get(engine.model, "env", []), object.get(engine.release.values, ["values", "servingEngineSpec", "env"], [])]
	some variable in list
	variable.name in {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}
	lower(lib.show(variable.value)) in {"1", "true", "yes", "on"}
}
