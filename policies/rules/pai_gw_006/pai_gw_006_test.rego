package groundplane.policies.pai_gw_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_006 as rule

_proxy(params, info, guardrails) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {
	"model_list": [{"model_name": "chat", "litellm_params": params, "model_info": info}],
	"guardrails": guardrails,
}}})])

_pii := [{"guardrail_name": "pii", "litellm_params": {"guardrail": "presidio", "default_on": true}}]

_internal := {"data_class": "internal"}

test_models_within_their_class_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"model": "bedrock/amazon.nova-pro-v1:0"}, _internal, [])
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"model": "anthropic/claude"}, {"data_class": "public"}, _pii)
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"model": "hosted_vllm/chat", "api_base": "http://vllm.models.svc.cluster.local/v1"}, {}, [])
}

test_no_class_or_the_highest_is_denied if {
	every info in [{}, {"data_class": "secret"}, {"data_class": "restricted"}] {
		fixture.attributes(rule.deny) == ["values.proxy_config.model_list[0].model_info.data_class"] with input as _proxy({"model": "bedrock/amazon.nova-pro-v1:0"}, info, [])
	}
}

test_others_see_masked_data_only if {
	every guardrails in [[], [{"litellm_params": {"guardrail": "presidio"}}], [{"litellm_params": {"guardrail": "lakera_v2", "default_on": true}}]] {
		fixture.attributes(rule.deny) == ["values.proxy_config.model_list[0].litellm_params.model"] with input as _proxy({"model": "anthropic/claude"}, _internal, guardrails)
	}
	count(rule.deny) == 1 with input as _proxy({"model": "hosted_vllm/chat", "api_base": "https://gpu.example.com/v1"}, _internal, [])
}

test_unknown_is_unknown if {
	document := _proxy({"model": "openai/x", "api_base": "os.environ/BASE"}, _internal, [])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	count(rule.unknown) == 1 with input as _proxy({"model": "bedrock/x"}, {"data_class": "${var.c}"}, [])
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
