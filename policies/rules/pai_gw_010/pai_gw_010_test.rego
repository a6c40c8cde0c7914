package groundplane.policies.pai_gw_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_010 as rule

_proxy(settings, general) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"litellm_settings": settings, "general_settings": general}}})])

test_a_decision_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"turn_off_message_logging": true}, {})
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"turn_off_message_logging": false, "s3_callback_params": {"s3_bucket_name": "b"}}, {})
}

test_no_decision_is_denied if {
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.turn_off_message_logging"] with input as _proxy({}, {})
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.s3_callback_params.s3_bucket_name"] with input as _proxy({"turn_off_message_logging": false}, {})
	fixture.attributes(rule.deny) == ["values.proxy_config.general_settings.store_prompts_in_spend_logs"] with input as _proxy({"turn_off_message_logging": true}, {"store_prompts_in_spend_logs": true})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy({"turn_off_message_logging": "${var.t}"}, {"store_prompts_in_spend_logs": "${var.s}"})
	count(rule.unknown) == 2 with input as _proxy({"turn_off_message_logging": "${var.t}"}, {"store_prompts_in_spend_logs": "${var.s}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
