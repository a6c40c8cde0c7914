package groundplane.policies.pai_gw_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_002 as rule

_team(values) := fixture.one("litellm_team", values)

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})])

test_bounded_teams_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _team({"max_budget": 50, "models": ["chat"]})
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"proxy_config": {"litellm_settings": {"default_team_params": {"max_budget": 5, "models": ["chat"]}}}})
}

test_unbounded_teams_are_denied if {
	fixture.attributes(rule.deny) == ["max_budget", "models"] with input as _team({"models": []})
	every model in ["*", "all-proxy-models"] {
		fixture.attributes(rule.deny) == ["models"] with input as _team({"max_budget": 1, "models": [model]})
	}
	count(rule.deny) == 2 with input as _proxy({"proxy_config": {}})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["max_budget", "models"] with input as _team({"max_budget": "${var.b}", "models": ["${var.m}"]})
	count(rule.unknown) == 1 with input as _proxy({"proxy_config": {"litellm_settings": {"default_team_params": {"max_budget": "${var.b}", "models": ["chat"]}}}})
	count(rule.unknown) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_team_of_all_or_nothing_is_denied if {
	every models in [[], ["*"], ["chat", "all-proxy-models"], null] {
		fixture.attributes(rule.deny) == ["teams.claims.models"] with input as fixture.stated_team({"models": models})
	}
	fixture.attributes(rule.deny) == ["teams.claims.monthlyUsd"] with input as fixture.stated_team({"monthlyUsd": "0"})
}
