package groundplane.policies.pai_gw_013_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_013 as rule

_proxy(general, env) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"general_settings": general}, "envVars": env}})])

_good := {"enforce_user_param": true, "reject_clientside_metadata_tags": true}

test_known_users_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_good, {"GENERIC_CLIENT_ID": "gateway"})
	count(rule.deny | rule.unknown) == 0 with input as _proxy(object.union(_good, {"enable_jwt_auth": true}), {})
}

test_anybody_is_denied if {
	count(rule.deny) == 3 with input as _proxy({}, {})
	fixture.attributes(rule.deny) == ["values.proxy_config.general_settings.enable_jwt_auth"] with input as _proxy(_good, {})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy(object.union(_good, {"enable_jwt_auth": "${var.j}", "enforce_user_param": "${var.u}"}), {})
	count(rule.unknown) == 2 with input as _proxy(object.union(_good, {"enable_jwt_auth": "${var.j}", "enforce_user_param": "${var.u}"}), {})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
