package groundplane.policies.pai_gw_016_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_016 as rule

_good := {"owner": "team", "use_case": "claims", "risk_class": "limited"}

_team(metadata) := fixture.one("litellm_team", {"metadata": metadata})

test_a_registered_use_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _team(_good)
	count(rule.deny | rule.unknown) == 0 with input as _team([_good])
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("litellm_key", {"metadata": object.union(_good, {"risk_class": "high", "oversight": "jane"})})
}

test_each_missing_word_is_denied if {
	{f.key | some f in rule.deny} == {"owner", "use_case", "risk_class"} with input as fixture.one("litellm_key", {})
	{f.key | some f in rule.deny} == {"oversight"} with input as _team(object.union(_good, {"risk_class": "high"}))
	{f.key | some f in rule.deny} == {"risk_class"} with input as _team(object.union(_good, {"risk_class": "none"}))
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _team(object.union(_good, {"risk_class": "${var.r}"}))
	count(rule.unknown) == 1 with input as _team(object.union(_good, {"risk_class": "${var.r}"}))
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("litellm_team", "t", {}), ["metadata"])])
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_team_says_what_it_is_for if {
	fixture.attributes(rule.deny) == ["teams.claims.owner", "teams.claims.riskClass", "teams.claims.useCase"] with input as fixture.stated_team({"register": {"owner": "", "useCase": "", "riskClass": ""}})
	fixture.attributes(rule.deny) == ["teams.claims.oversight"] with input as fixture.stated_team({"register": {"riskClass": "high"}})
	fixture.attributes(rule.deny) == ["teams.claims.riskClass"] with input as fixture.stated_team({"register": {"riskClass": "none"}})
	count(rule.deny) == 0 with input as fixture.stated_team({"register": {"riskClass": ""}, "program": true})
}
