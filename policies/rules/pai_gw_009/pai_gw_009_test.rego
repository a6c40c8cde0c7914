package groundplane.policies.pai_gw_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_009 as rule

_proxy(settings, general) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"litellm_settings": settings, "general_settings": general}}})])

test_reported_calls_are_allowed if {
	every settings in [{"callbacks": ["prometheus", "otel"]}, {"callbacks": "s3_v2"}, {"success_callback": ["s3_v2"], "failure_callback": ["s3_v2"]}] {
		count(rule.deny | rule.unknown) == 0 with input as _proxy(settings, {})
	}
}

test_unreported_calls_are_denied if {
	every settings in [{}, {"callbacks": ["prometheus"]}, {"success_callback": ["s3_v2"]}] {
		fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.callbacks"] with input as _proxy(settings, {})
	}
	fixture.attributes(rule.deny) == ["values.proxy_config.general_settings.disable_spend_logs"] with input as _proxy({"callbacks": ["otel"]}, {"disable_spend_logs": true})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy({"callbacks": ["${var.c}"]}, {"disable_spend_logs": "${var.d}"})
	count(rule.unknown) == 2 with input as _proxy({"callbacks": ["${var.c}"]}, {"disable_spend_logs": "${var.d}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
