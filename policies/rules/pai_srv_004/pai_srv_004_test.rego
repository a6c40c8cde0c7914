package groundplane.policies.pai_srv_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_srv_004 as rule

_bucket := fixture.resource("aws_s3_bucket", "b", {"tags": {"content": "weights"}})

_release(model, env) := fixture.with_docs(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), {"values": {"servingEngineSpec": {"env": env, "modelSpec": [model]}}})

_off := [{"name": "HF_HUB_OFFLINE", "value": "1"}]

test_own_weights_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_bucket, _release({"modelURL": "s3://acme-weights/x", "env": _off}, [])])
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_bucket, _release({"modelURL": "/weights/x"}, _off)])
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_release({"modelURL": "Qwen/Qwen3-14B"}, [])])
}

test_a_hub_is_denied if {
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].env", "values.servingEngineSpec.modelSpec[0].modelURL"] with input as fixture.document([_bucket, _release({"modelURL": "Qwen/Qwen3-14B"}, [{"name": "HF_HUB_OFFLINE", "value": "0"}])])
}

test_unknown_is_unknown if {
	document := fixture.document([_bucket, _release({"modelURL": "${var.url}", "env": _off}, [])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	count(rule.unknown) == 1 with input as fixture.document([_bucket, fixture.with_unknown(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), ["values[0]"])])
}
