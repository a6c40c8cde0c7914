# METADATA
# title: Every key of the gateway has a budget
# description: >-
#   Keys that Terraform makes have a budget and a period, and a gateway that hands out keys bounds what a new one may spend.
#   One leaked key must not empty the account. A gateway without a database hands out none that it
#   makes itself; keys it knows from a file share the budget of their team.
# custom:
#   id: PAI-GW-001
#   inspects: [litellm_key, helm_release]
#   controls:
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MANAGE 2.1]
#     eu-ai-act: ["26"]
#   fix: "litellm_settings.upperbound_key_generate_params: { max_budget: 100, budget_duration: '30d' }; max_budget and budget_duration on litellm_key"
#   setting: "teams.<name>.monthlyUsd: '500'"
package groundplane.policies.pai_gw_001

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(array.concat(gateway.keys, gateway.with_keys), teams.of_people)

deny contains finding if {
	some finding in lib.breaches(gateway.keys, _key_wishes)
}

deny contains finding if {
	some finding in lib.breaches(gateway.with_keys, [_bound])
}

deny contains teams.finding(team, "monthlyUsd", "the keys of the team have no budget") if {
	some team in teams.of_people
	not teams.positive(team.intent.monthlyUsd)
}

deny contains lib.finding_at(proxy, gateway.at("litellm_settings", "callbacks"), "what keys of teams spend is not counted") if {
	some team in teams.of_people
	some proxy in teams.holders(team)
	not teams.counts(proxy)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.keys, _key_wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.with_keys, [_bound])
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_key_wishes := [
	{"path": ["max_budget"], "at_least": 0.01, "message": "the key has no budget"},
	{"path": ["budget_duration"], "given": true, "message": "the key's budget is never renewed: it has no period"},
]

_bound := {
	"path": array.concat(gateway.at("litellm_settings", "upperbound_key_generate_params"), ["max_budget"]),
	"at_least": 0.01,
	"message": "a new key may have any budget",
}
