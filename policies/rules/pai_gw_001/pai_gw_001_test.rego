package groundplane.policies.pai_gw_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_001 as rule

_key(values) := fixture.one("litellm_key", values)

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})])

_bounded := {"proxy_config": {"litellm_settings": {"upperbound_key_generate_params": {"max_budget": 100}}}}

test_budgets_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _key({"max_budget": 50, "budget_duration": "30d"})
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_bounded)
}

test_a_gateway_without_database_hands_out_none if {
	count(rule.deny) == 0 with input as _proxy({"proxy_config": {}, "db": {"deployStandalone": false}})
}

test_no_budget_is_denied if {
	fixture.attributes(rule.deny) == ["budget_duration", "max_budget"] with input as _key({})
	fixture.attributes(rule.deny) == ["max_budget"] with input as _key({"max_budget": 0, "budget_duration": "30d"})
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.upperbound_key_generate_params.max_budget"] with input as _proxy({"proxy_config": {}})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["max_budget"] with input as _key({"max_budget": "${var.b}", "budget_duration": "30d"})
	count(rule.unknown) == 1 with input as _proxy({"proxy_config": {"litellm_settings": {"upperbound_key_generate_params": {"max_budget": "${var.b}"}}}})
	count(rule.unknown) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_team_without_budget_is_denied if {
	fixture.attributes(rule.deny) == ["teams.claims.monthlyUsd"] with input as fixture.stated_team({"monthlyUsd": null})
	count(rule.deny) == 0 with input as fixture.stated_team({"monthlyUsd": null, "program": true})
}

test_spending_nobody_counts_is_denied if {
	document := object.union(fixture.stated_team({}), {"by_type": fixture.gateway({"general_settings": {"custom_auth": "own.authenticate"}}).by_type})
	fixture.attributes(rule.deny) == ["values.proxy_config.litellm_settings.callbacks"] with input as document
}
