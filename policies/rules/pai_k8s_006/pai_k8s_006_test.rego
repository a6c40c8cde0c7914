package groundplane.policies.pai_k8s_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_006 as rule

_zones := [{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone"}]

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

_engines(models) := _release("vllm-stack", {"servingEngineSpec": {"modelSpec": models}})

_two := {"name": "chat", "replicaCount": 2, "pdb": {"enabled": true}}

test_what_survives_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _release("open-webui", {"replicaCount": 2, "topologySpreadConstraints": _zones})
	count(rule.deny | rule.unknown) == 0 with input as _release("litellm-helm", {"proxy_config": {}, "topologySpreadConstraints": _zones})
	count(rule.deny | rule.unknown) == 0 with input as _engines([_two, {"name": "large", "replicaCount": 1}])
	count(rule.deny | rule.unknown) == 0 with input as _engines([{"name": "chat", "keda": {"minReplicaCount": 2}, "pdb": {"enabled": true}}])
}

test_what_does_not_is_denied if {
	fixture.attributes(rule.deny) == ["values.replicaCount", "values.topologySpreadConstraints"] with input as _release("oauth2-proxy", {})
	fixture.attributes(rule.deny) == ["values.topologySpreadConstraints"] with input as _release("litellm-helm", {"proxy_config": {}})
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].pdb"] with input as _engines([object.remove(_two, ["pdb"])])
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].replicaCount"] with input as _engines([{"name": "chat", "replicaCount": 1}])
}

test_groups_over_several_nodes_are_engines_too if {
	group := fixture.with_object(fixture.empty, {"kind": "LeaderWorkerSet", "metadata": {"name": "vllm-large"}, "spec": {"replicas": 2, "leaderWorkerTemplate": {"workerTemplate": {"metadata": {"labels": {"engine": "large"}}, "spec": {"containers": [{"image": "vllm/vllm-openai:v1"}]}}}}})
	fixture.attributes(rule.deny) == ["values.resources[0].spec.leaderWorkerTemplate.pdb"] with input as group
	budget := {"PodDisruptionBudget": [{"object": {"kind": "PodDisruptionBudget", "metadata": {}, "spec": {"selector": {"matchLabels": {"engine": "large"}}}}}]}
	count(rule.deny | rule.unknown) == 0 with input as object.union(group, {"objects": object.union(group.objects, budget)})
}

test_a_rehearsal_or_a_thin_slice_needs_one if {
	every descriptor in [{"stage": "staging"}, {"stage": "production", "phase": "day-60"}] {
		every document in [_release("oauth2-proxy", {}), _engines([{"name": "chat"}]), _release("litellm-helm", {"proxy_config": {}})] {
			count(rule.deny) == 0 with input as object.union(document, {"stacks": {"app": {"descriptor": descriptor}}})
		}
	}
	count(rule.deny) == 1 with input as object.union(_engines([{"name": "chat"}]), {"stacks": {"app": {"descriptor": {"stage": "production", "phase": "day-90"}}}})
}

test_unknown_is_unknown if {
	every document in [_release("open-webui", {"replicaCount": "${var.n}", "topologySpreadConstraints": _zones}), _engines([{"name": "chat", "replicaCount": "${var.n}"}])] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "open-webui"}), ["values[0]"])])
}
