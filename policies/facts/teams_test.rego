package groundplane.facts.teams_test

import data.groundplane.facts.teams
import data.groundplane.fixture
import data.groundplane.lib

_intent := {"kind": "gateway-team", "name": "claims", "address": "helm_release.g", "path": "app/g", "program": false, "keys": {"app": "2026-12-01"}}

_stating(document, intents) := object.union(document, {"stacks": {"app": {"descriptor": {"intents": intents}}}})

_held := {"general_settings": {"custom_auth": "own.authenticate", "custom_auth_run_common_checks": true}, "litellm_settings": {"callbacks": ["own.access"], "cache": true}}

_proxy(config) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": config}})])

test_what_is_stated_is_found if {
	document := _stating(fixture.empty, [_intent, {"kind": "model-route"}, "odd"])
	[team.name | some team in teams.stated] == ["claims"] with input as document
	[key.expires | some key in teams.keys] == ["2026-12-01"] with input as document
	count(teams.stated) == 0 with input as fixture.empty
}

test_programs_are_told_apart if {
	count(teams.of_people) == 0 with input as _stating(fixture.empty, [object.union(_intent, {"program": true})])
	count(teams.of_people) == 1 with input as _stating(fixture.empty, [_intent])
}

test_who_holds_a_team if {
	document := _stating(_proxy(_held), [_intent])
	some team in teams.stated with input as document
	[lib.id(proxy) | some proxy in teams.holders(team)] == ["app/helm_release.g"] with input as document
	count(teams.holders(object.union(team, {"address": "helm_release.other"}))) == 0 with input as document
}

test_what_asks_and_counts if {
	teams.asks({"values": {"values": {"proxy_config": _held}}})
	teams.counts({"values": {"values": {"proxy_config": _held}}})
	not teams.asks({"values": {"values": {"proxy_config": object.union(_held, {"general_settings": {"custom_auth_run_common_checks": false}})}}})
	not teams.counts({"values": {"values": {"proxy_config": object.union(_held, {"litellm_settings": {"callbacks": ["otel"]}})}}})
	not teams.counts({"values": {"values": {"proxy_config": object.union(_held, {"litellm_settings": {"cache": false}})}}})
}

test_amounts if {
	every value in [1, 0.5, "500", "12.50"] {
		teams.positive(value)
	}
	every value in [0, -1, "0", "-5", "many", null, "(known after apply)"] {
		not teams.positive(value)
	}
}
