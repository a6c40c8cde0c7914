package groundplane.policies.pai_k8s_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_002 as rule

_good := {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"memory": "256Mi"}}

_pod(resources) := fixture.with_object(fixture.empty, {"kind": "Pod", "spec": {"containers": [{"image": "x:1", "resources": resources}]}})

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

test_bounded_containers_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _pod(_good)
	count(rule.deny | rule.unknown) == 0 with input as _release("ollama", {"resources": _good})
	count(rule.deny | rule.unknown) == 0 with input as _release("vllm-stack", {"servingEngineSpec": {"modelSpec": [{"requestCPU": 3, "requestMemory": "25Gi", "limitMemory": "25Gi"}]}})
	count(rule.deny) == 0 with input as _release("some-chart", {})
}

test_unbounded_ones_are_denied if {
	{f.key | some f in rule.deny} == {"requests.cpu", "requests.memory", "limits.memory"} with input as _pod({})
	{f.key | some f in rule.deny} == {"limits.memory"} with input as _pod({"requests": {"cpu": 1, "memory": "1Gi"}})
	{f.attribute | some f in rule.deny} == {"values.webhook.resources"} with input as _release("external-secrets", {"resources": _good, "certController": {"resources": _good}, "webhook": {"resources": "x"}})
	count(rule.deny) == 3 with input as _release("vllm-stack", {"servingEngineSpec": {"modelSpec": [{"name": "chat"}]}})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _release("ollama", {"resources": "${var.r}"})
	count(rule.unknown) == 1 with input as _release("ollama", {"resources": "${var.r}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "ollama"}), ["values[0]"])])
}
