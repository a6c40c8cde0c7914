package groundplane.policies.pai_obs_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_007 as rule

_proxy(settings) := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"litellm_settings": settings}}})

_collector(processors) := fixture.with_docs(fixture.resource("helm_release", "c", {"chart": "opentelemetry-collector"}), {"values": {"config": {"service": {"pipelines": {"logs": {"processors": processors}, "metrics": {}}}}}})

test_no_content_or_redacted_content_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_proxy({"turn_off_message_logging": true})])
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_proxy({}), _collector(["memory_limiter", "redaction/pii", "batch"])])
}

test_content_in_clear_is_denied if {
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.turn_off_message_logging"] with input as fixture.document([_proxy({})])
	fixture.attributes(rule.deny) == ["values.config.service.pipelines.logs.processors"] with input as fixture.document([_proxy({"turn_off_message_logging": false}), _collector(["batch"])])
}

test_unknown_is_unknown if {
	every resources in [
		[_proxy({}), _collector("${var.processors}")],
		[_proxy({}), fixture.with_unknown(fixture.resource("helm_release", "c", {"chart": "opentelemetry-collector"}), ["values[0]"])],
		[_proxy({"turn_off_message_logging": "${var.off}"})],
		[fixture.with_unknown(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), ["values[0]"])],
	] {
		count(rule.deny) == 0 with input as fixture.document(resources)
		count(rule.unknown) == 1 with input as fixture.document(resources)
	}
}
