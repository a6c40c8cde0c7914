package groundplane.facts.gateway_test

import data.groundplane.facts.gateway
import data.groundplane.fixture

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})])

_model(params) := _proxy({"proxy_config": {"model_list": [{"model_name": "chat", "litellm_params": params}]}})

test_a_proxy_is_told_by_its_configuration if {
	count(gateway.proxies) == 1 with input as _proxy({"proxy_config": {}})
	count(gateway.proxies) == 1 with input as _proxy({"proxy_config": {}, "proxyConfigMap": {"create": true}})
	count(gateway.proxies) == 0 with input as _proxy({"proxy_config": {}, "proxyConfigMap": {"create": false}})
	count(gateway.unreadable) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
	count(gateway.proxies) == 0 with input as _proxy({})
	count(gateway.proxies) == 0 with input as _proxy({"proxy_config": "x"})
	count(gateway.unreadable) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), ["values[0]"])])
}

test_a_proxy_with_a_database_hands_out_keys if {
	every values in [
		{"proxy_config": {}},
		{"proxy_config": {}, "db": {"useExisting": true, "deployStandalone": false}},
		{"proxy_config": {"general_settings": {"database_url": "os.environ/DATABASE_URL"}}, "db": {"deployStandalone": false}},
		{"proxy_config": {}, "db": {"deployStandalone": false}, "envVars": {"DATABASE_URL": "x"}},
	] {
		count(gateway.with_keys) == 1 with input as _proxy(values)
	}
	count(gateway.with_keys) == 0 with input as _proxy({"proxy_config": {}, "db": {"deployStandalone": false}})
}

test_where_models_answer if {
	every case in [
		["account", {"model": "bedrock/eu.amazon.nova-pro-v1:0"}],
		["cluster", {"model": "hosted_vllm/chat", "api_base": "http://vllm.models.svc.cluster.local/v1"}],
		["cluster", {"model": "ollama_chat/x", "api_base": "http://ollama.models.svc:11434"}],
		["cluster", {"model": "openai/x", "api_base": "http://10.0.0.5:8000/v1"}],
		["cluster", {"model": "openai/x", "api_base": "http://ollama:11434"}],
		["unknown", {"model": "openai/x", "api_base": "os.environ/BASE"}],
		["unknown", {"model": "openai/x", "api_base": "${var.base}"}],
		["outside", {"model": "hosted_vllm/x", "api_base": "https://gpu.example.com/v1"}],
		["outside", {"model": "anthropic/claude"}],
		["outside", {"model": "gpt-5"}],
	] {
		[gateway.location(m) | some m in gateway.models] == [case[0]] with input as _model(case[1])
	}
	[m.model | some m in gateway.models] == [""] with input as _proxy({"proxy_config": {"model_list": [{"litellm_params": 5}]}})
}

test_guardrails_by_what_they_do if {
	document := _proxy({"proxy_config": {"guardrails": [{"guardrail_name": "a", "litellm_params": {"guardrail": "presidio"}}, {"guardrail_name": "b", "litellm_params": {"guardrail": "lakera_v2"}}]}})
	{g.name | some g in gateway.guardrails; gateway.masks_personal_data(g)} == {"a"} with input as document
	{g.name | some g in gateway.guardrails; gateway.stops_attacks(g)} == {"b"} with input as document
}

test_the_own_filter_stops_attacks_where_it_is_told_to if {
	filter := {"guardrail": "litellm_content_filter", "categories": [{"category": "prompt_injection_jailbreak", "action": "BLOCK"}]}
	gateway.stops_attacks({"params": filter})
	not gateway.stops_attacks({"params": object.union(filter, {"categories": [{"category": "harmful_self_harm", "action": "BLOCK"}]})})
	not gateway.stops_attacks({"params": object.union(filter, {"categories": [{"category": "prompt_injection_sql", "action": "MASK"}]})})
	not gateway.stops_attacks({"params": object.union(filter, {"categories": [{"category": "prompt_injection_sql", "action": "BLOCK", "enabled": false}]})})
	not gateway.stops_attacks({"params": object.remove(filter, ["categories"])})
}

test_durations_are_days if {
	gateway.days("90d") == 90
	gateway.days("2w") == 14
	gateway.days("48h") == 2
	gateway.days("1mo") == 30
	gateway.days("30s") == 0
	not gateway.days("forever")
	not gateway.days("d")
}

test_settings_stand_in_their_section if {
	["x"] == [gateway.setting(r, "general_settings", "a", "") | some r in gateway.proxies] with input as _proxy({"proxy_config": {"general_settings": {"a": "x"}}})
	[""] == [gateway.setting(r, "general_settings", "b", "") | some r in gateway.proxies] with input as _proxy({"proxy_config": {"general_settings": {"a": "x"}}})
}
