package groundplane.policies.pai_gw_015_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_015 as rule

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": object.union({"proxy_config": {}}, values)})])

test_quiet_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"logLevel": "ERROR", "args": ["--port", "4000"]})
}

test_debug_is_denied if {
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.set_verbose"] with input as _proxy({"proxy_config": {"litellm_settings": {"set_verbose": true}}})
	every level in ["DEBUG", "debug"] {
		fixture.attributes(rule.deny) == ["values.logLevel"] with input as _proxy({"logLevel": level})
		fixture.attributes(rule.deny) == ["values.envVars.LITELLM_LOG"] with input as _proxy({"envVars": {"LITELLM_LOG": level}})
	}
	fixture.attributes(rule.deny) == ["values.args"] with input as _proxy({"args": ["--detailed_debug"]})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy({"logLevel": "${var.l}", "proxy_config": {"litellm_settings": {"set_verbose": "${var.v}"}}})
	count(rule.unknown) == 2 with input as _proxy({"logLevel": "${var.l}", "proxy_config": {"litellm_settings": {"set_verbose": "${var.v}"}}})
	count(rule.unknown) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
}
