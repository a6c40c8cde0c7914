package groundplane.policies.pai_gw_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_005 as rule

_pii := {"guardrail_name": "pii", "litellm_params": {"guardrail": "presidio", "mode": "pre_call", "default_on": true}}

_attack := {"guardrail_name": "attack", "litellm_params": {"guardrail": "lakera_v2", "mode": ["pre_call", "post_call"], "default_on": true}}

_proxy(config) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": config, "db": {"deployStandalone": false}}})])

_with(guardrails) := _proxy({"guardrails": guardrails})

_changed(params) := object.union(_pii, {"litellm_params": object.union(_pii.litellm_params, params)})

test_both_guardrails_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _with([_pii, _attack])
}

test_a_missing_guardrail_is_denied if {
	{"none stops prompt attacks"} == {f.message | some f in rule.deny} with input as _with([_pii])
	count(rule.deny) == 2 with input as _with([])
	count(rule.deny) == 2 with input as _proxy({})
	keys := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {}}})])
	count(rule.deny) == 2 with input as keys
}

test_a_weak_guardrail_is_denied if {
	every setting, value in {"default_on": false, "mode": "logging_only", "unreachable_fallback": "fail_open"} {
		fixture.attributes(rule.deny) == [sprintf("values.proxy_config.guardrails[0].litellm_params.%s", [setting])] with input as _with([_changed({setting: value}), _attack])
	}
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["values.proxy_config.guardrails[0].litellm_params.default_on"] with input as _with([_changed({"default_on": "${var.on}"}), _attack])
	count(rule.deny) == 0 with input as _with("${var.guardrails}")
	count(rule.unknown) == 1 with input as _with("${var.guardrails}")
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
