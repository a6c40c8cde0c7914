# METADATA
# title: Every team can be switched off
# description: >-
#   Each team in Terraform says whether it is blocked. The switch that is written down is the one that is found at three in
#   the morning.
# custom:
#   id: PAI-GW-017
#   inspects: [litellm_team]
#   controls:
#     aws-aisf: [GOV-07]
#     soc2: [CC7.4]
#     hipaa-164: [308(a)(6)(ii)]
#     nist-ai-rmf-1.0: [MANAGE 2.4]
#     eu-ai-act: ["14"]
#   fix: "blocked: false on litellm_team; true stops all its keys at once"
#   setting: "teams.<name>.stopped: no, and yes to stop a team"
package groundplane.policies.pai_gw_017

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(gateway.teams, teams.stated)

deny contains finding if {
	some finding in lib.breaches(gateway.teams, [_switch])
}

deny contains teams.finding(team, "stopped", "the switch that stops the team is not there") if {
	some team in teams.stated
	not team.intent.stopped in {true, false}
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.teams, [_switch])
}

_switch := {"path": ["blocked"], "allowed": [true, false], "message": "the switch that stops the team is not there"}
