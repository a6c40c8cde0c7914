package groundplane.policies.pai_gw_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_003 as rule

_key(duration) := fixture.one("litellm_key", {"duration": duration})

_proxy(settings) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"litellm_settings": settings}}})])

test_short_keys_are_allowed if {
	every duration in ["90d", "12w", "720h", "1mo"] {
		count(rule.deny | rule.unknown) == 0 with input as _key(duration)
	}
	count(rule.deny) == 0 with input as fixture.with_tier(_key("365d"), "smb")
	count(rule.deny) == 0 with input as _proxy({"upperbound_key_generate_params": {"duration": "30d"}})
}

test_long_keys_are_denied if {
	every duration in ["91d", "52w", "forever", 90] {
		fixture.attributes(rule.deny) == ["duration"] with input as _key(duration)
	}
	{"keys never expire"} == {f.message | some f in rule.deny} with input as fixture.one("litellm_key", {})
	count(rule.deny) == 1 with input as _proxy({})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _key("${var.d}")
	count(rule.unknown) == 1 with input as _key("${var.d}")
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_key_for_ever_is_denied if {
	every day in [null, "2027-12-01", "soon"] {
		fixture.attributes(rule.deny) == ["teams.claims.keys.app.expires"] with input as fixture.stated_team({"keys": {"app": day}})
	}
	count(rule.deny) == 0 with input as fixture.stated_team({"keys": {"app": null}, "program": true})
	count(rule.deny) == 0 with input as fixture.with_tier(fixture.stated_team({"keys": {"app": "2027-11-01"}}), "smb")
}
