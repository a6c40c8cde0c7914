package groundplane.policies.pai_srv_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_srv_001 as rule

_hash := "40c069824f4251a91eefaf281ebe4c544efd3e18"

_release(model) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), {"values": {"servingEngineSpec": {"modelSpec": [object.union({"name": "chat"}, model)]}}})])

_good := {"modelURL": "Qwen/Qwen3-14B", "modelRevision": _hash, "vllmConfig": {"extraArgs": ["--tokenizer-revision", _hash]}}

_pod(args) := fixture.with_object(fixture.empty, {"kind": "Pod", "spec": {"containers": [{"image": "vllm/vllm-openai:v0.27.1", "args": args}]}})

test_pinned_models_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _release(_good)
	count(rule.deny | rule.unknown) == 0 with input as _release({"modelURL": "s3://acme-weights/qwen3/v3"})
	joined := object.union(_good, {"vllmConfig": {"extraArgs": [concat("", ["--tokenizer-revision=", _hash])]}})
	count(rule.deny) == 0 with input as _release(joined)
	count(rule.deny) == 0 with input as _pod(["--model", "Qwen/Qwen3-14B", "--revision", _hash])
	count(rule.deny) == 0 with input as _pod(["--model", "/weights/qwen3"])
}

test_unpinned_models_are_denied if {
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].modelRevision", "values.servingEngineSpec.modelSpec[0].vllmConfig.extraArgs"] with input as _release({"modelURL": "Qwen/Qwen3-14B"})
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].modelRevision"] with input as _release(object.union(_good, {"modelRevision": "main"}))
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].vllmConfig.extraArgs"] with input as _release(object.union(_good, {"vllmConfig": {"extraArgs": ["--tokenizer-revision"]}}))
	count(rule.deny) == 1 with input as _pod(["--model", "Qwen/Qwen3-14B"])
}

test_unknown_is_unknown if {
	document := _release(object.union(_good, {"modelRevision": "${var.r}", "vllmConfig": {"extraArgs": ["${var.a}"]}}))
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 2 with input as document
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), ["values[0]"])])
}
