package groundplane.policies.pai_gw_017_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_017 as rule

test_a_switch_is_allowed if {
	every blocked in [true, false] {
		count(rule.deny | rule.unknown) == 0 with input as fixture.one("litellm_team", {"blocked": blocked})
	}
}

test_no_switch_is_denied if {
	count(rule.deny) == 1 with input as fixture.one("litellm_team", {})
	count(rule.deny) == 1 with input as fixture.one("litellm_team", {"blocked": "no"})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as fixture.one("litellm_team", {"blocked": "${var.b}"})
	count(rule.unknown) == 1 with input as fixture.one("litellm_team", {"blocked": "${var.b}"})
}

test_a_stated_team_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.stated_team({})
	count(rule.judged) > 0 with input as fixture.stated_team({})
}

test_a_stated_team_without_switch_is_denied if {
	fixture.attributes(rule.deny) == ["teams.claims.stopped"] with input as fixture.stated_team({"stopped": null})
	count(rule.deny) == 0 with input as fixture.stated_team({"stopped": true})
}
