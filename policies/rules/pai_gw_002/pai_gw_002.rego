# METADATA
# title: Every team has a budget and a list of models
# description: >-
#   Teams have a budget and name their models; so do the gateway's defaults for new teams. An empty list means all models.
# custom:
#   id: PAI-GW-002
#   inspects: [litellm_team, helm_release]
#   controls:
#     aws-aisf: [MODEL-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#     nist-ai-rmf-1.0: [GOVERN 6.1]
#     eu-ai-act: ["26"]
#   fix: "litellm_settings.default_team_params: { max_budget: 500, models: ['chat'] }; max_budget and models on litellm_team"
#   setting: "teams.<name>.monthlyUsd: '500', and teams.<name>.models: [assistant]"
package groundplane.policies.pai_gw_002

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(array.concat(gateway.teams, gateway.with_keys), teams.stated)

deny contains finding if {
	some finding in lib.breaches(gateway.teams, _team_wishes)
}

deny contains finding if {
	some finding in lib.breaches(gateway.with_keys, _default_wishes)
}

deny contains lib.finding(team, "models", "means every model") if {
	some team in gateway.teams
	some model in lib.texts(team.values.models)
	model in {"*", "all-proxy-models"}
}

deny contains teams.finding(team, "monthlyUsd", "the team has no budget") if {
	some team in teams.of_people
	not teams.positive(team.intent.monthlyUsd)
}

deny contains teams.finding(team, "models", "names no models, or all of them") if {
	some team in teams.stated
	not _named(team.intent.models)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.teams, _team_wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.with_keys, _default_wishes)
}

unknown contains lib.open_at(team, ["models"]) if {
	some team in gateway.teams
	some model in lib.texts(team.values.models)
	lib.unresolved(model)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_team_wishes := [
	{"path": ["max_budget"], "at_least": 0.01, "message": "the team has no budget"},
	{"path": ["models"], "given": true, "message": "an empty list means every model"},
]

_default_wishes := [
	{"path": _defaults("max_budget"), "at_least": 0.01, "message": "a new team has no budget"},
	{"path": _defaults("models"), "given": true, "message": "a new team may use every model"},
]

_named(models) if {
	count(lib.texts(models)) > 0
	every model in models {
		not model in {"*", "all-proxy-models", ""}
	}
}

_defaults(name) := array.concat(gateway.at("litellm_settings", "default_team_params"), [name])
