package groundplane.policies.pai_srv_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_srv_002 as rule

_release(arguments) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), {"values": {"servingEngineSpec": {"modelSpec": [{"name": "chat", "vllmConfig": {"extraArgs": arguments}}]}}})])

_pod(args) := fixture.with_object(fixture.empty, {"kind": "Pod", "spec": {"containers": [{"image": "x", "args": args}]}})

test_other_arguments_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _release(["--quantization", "fp8", "--trust-remote-code=false"])
	count(rule.deny | rule.unknown) == 0 with input as _pod(["serve"])
}

test_code_of_others_is_denied if {
	every argument in ["--trust-remote-code", "--trust_remote_code", "--trust-remote-code=true", "vllm serve x --trust-remote-code --port 1"] {
		fixture.attributes(rule.deny) == ["values.servingEngineSpec.modelSpec[0].vllmConfig.extraArgs"] with input as _release([argument])
		count(rule.deny) == 1 with input as _pod([argument])
	}
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _release(["${var.a}"])
	count(rule.unknown) == 1 with input as _release(["${var.a}"])
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "v", {"chart": "vllm-stack"}), ["values[0]"])])
}
