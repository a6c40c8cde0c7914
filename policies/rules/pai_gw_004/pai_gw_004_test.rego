package groundplane.policies.pai_gw_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_004 as rule

_key(values) := fixture.resource("litellm_key", "k", values)

_proxy(settings) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"general_settings": settings}}})])

test_limits_are_allowed if {
	every values in [{"rpm_limit": 60}, {"tpm_limit": 1000}, {"max_parallel_requests": 5}, {"rpm_limit": "${var.rpm}"}] {
		count(rule.deny | rule.unknown) == 0 with input as fixture.document([_key(values)])
	}
	team := fixture.resource("litellm_team", "t", {"rpm_limit": 60})
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([_key({}), team]), {"app/litellm_team.t": {"litellm_key.team_id": ["app/litellm_key.k"]}})
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"global_max_parallel_requests": 100})
}

test_no_limit_is_denied if {
	fixture.attributes(rule.deny) == ["rpm_limit"] with input as fixture.document([_key({}), fixture.resource("litellm_team", "t", {"rpm_limit": 60})])
	count(rule.deny) == 1 with input as _proxy({})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy({"global_max_parallel_requests": "${var.g}"})
	count(rule.unknown) == 1 with input as _proxy({"global_max_parallel_requests": "${var.g}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_team_without_limit_is_denied if {
	fixture.attributes(rule.deny) == ["teams.claims.requestsPerMinute", "teams.claims.tokensPerMinute"] with input as fixture.stated_team({"requestsPerMinute": 0, "tokensPerMinute": null, "program": true})
}
