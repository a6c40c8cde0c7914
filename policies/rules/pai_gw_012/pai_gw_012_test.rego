package groundplane.policies.pai_gw_012_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_012 as rule

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})])

_good := {"masterkeySecretName": "keys", "proxy_config": {"general_settings": {"master_key": "os.environ/PROXY_MASTER_KEY"}}}

_general(settings) := _proxy(object.union(_good, {"proxy_config": {"general_settings": settings}}))

test_a_closed_door_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_good)
}

test_an_open_door_is_denied if {
	every name in ["allow_requests_on_db_unavailable", "use_client_credentials_pass_through_routes"] {
		fixture.attributes(rule.deny) == [concat(".", ["values.proxy_config.general_settings", name])] with input as _general({name: true})
	}
	every key in ["sk-1234", 5] {
		fixture.attributes(rule.deny) == ["values.proxy_config.general_settings.master_key"] with input as _general({"master_key": key})
	}
	fixture.attributes(rule.deny) == ["values.masterkeySecretName"] with input as _proxy({"proxy_config": {}})
	fixture.attributes(rule.deny) == ["values.masterkeySecretName"] with input as _proxy({"masterkey": "sk-1", "proxy_config": {}})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _general({"master_key": "${var.k}", "allow_requests_on_db_unavailable": "${var.a}"})
	count(rule.unknown) == 2 with input as _general({"master_key": "${var.k}", "allow_requests_on_db_unavailable": "${var.a}"})
	count(rule.unknown) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_stated_teams_nobody_asks_for_are_denied if {
	document := object.union(fixture.stated_team({}), {"by_type": fixture.gateway({}).by_type})
	fixture.attributes(rule.deny) == ["values.proxy_config.general_settings.custom_auth"] with input as document
}
