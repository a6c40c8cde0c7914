# METADATA
# title: Nobody can ask without limit
# description: >-
#   Each key, or its team, has a limit of tokens, requests or requests at once, and the gateway has one over all. Without it
#   one loop takes the models from everybody.
# custom:
#   id: PAI-GW-004
#   inspects: [litellm_key, litellm_team, helm_release]
#   controls:
#     aws-aisf: [INFRA-04]
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MANAGE 2.4]
#     eu-ai-act: ["15"]
#   fix: "rpm_limit and tpm_limit on litellm_team or litellm_key; general_settings.global_max_parallel_requests: 200"
#   setting: "teams.<name>.requestsPerMinute: 60, and teams.<name>.tokensPerMinute: 100000"
package groundplane.policies.pai_gw_004

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(array.concat(gateway.keys, gateway.with_keys), teams.stated)

deny contains lib.finding(key, "rpm_limit", "neither the key nor its team has a limit") if {
	some key in gateway.keys
	not _limited(key)
	count([team | some team in _teams_of(key); _limited(team)]) == 0
}

deny contains teams.finding(team, name, "is no limit") if {
	some team in teams.stated
	some name in {"requestsPerMinute", "tokensPerMinute"}
	not teams.positive(object.get(team.intent, name, 0))
}

deny contains finding if {
	some finding in lib.breaches(gateway.with_keys, [_global])
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.with_keys, [_global])
}

unknown contains finding if {
	some finding in gateway.unreadable
}

# a limit that is known only after apply is one
_limited(holder) if {
	some name in {"tpm_limit", "rpm_limit", "max_parallel_requests"}
	lib.given(holder, [name])
}

_teams_of(key) := [team |
	some team in gateway.teams
	lib.id(key) in lib.pointers(input.refs, team, "litellm_key.team_id")
]

_global := {
	"path": gateway.at("general_settings", "global_max_parallel_requests"),
	"at_least": 1,
	"message": "all keys together have no limit",
}
