# METADATA
# title: Every use of a model is in the register
# description: >-
#   Each team and key says who owns it, which use case it is for and its risk class; one of high risk names who oversees it.
# custom:
#   id: PAI-GW-016
#   inspects: [litellm_team, litellm_key]
#   controls:
#     aws-aisf: [GOV-05]
#     soc2: [CC1.3]
#     hipaa-164: [308(a)(2)]
#     nist-ai-rmf-1.0: [MAP 1.1, GOVERN 2.1]
#     eu-ai-act: ["9", "14", "26"]
#   fix: "metadata: { owner: 'claims@acme.example', use_case: 'claims-triage', risk_class: 'high', oversight: 'jane@acme.example' } on litellm_key or litellm_team"
#   setting: "teams.<name>.useCase: claims-triage, teams.<name>.riskClass: high, teams.<name>.oversight: jane@acme.example and teams.<name>.owner: claims@acme.example"
package groundplane.policies.pai_gw_016

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(_holders, teams.of_people)

deny contains lib.keyed(lib.finding(holder, "metadata", sprintf("%s is not said", [name])), name) if {
	some holder in _holders
	not _open(holder)
	some name in _wanted(holder)
	_said(holder, name) == ""
}

deny contains teams.finding(team, setting, "is not said") if {
	some team in teams.of_people
	register := object.get(team.intent, "register", {})
	some setting in _wanted_of(object.get(register, "riskClass", ""))
	lib.show(object.get(register, setting, "")) == ""
}

deny contains teams.finding(team, "riskClass", sprintf("%s is no risk class: minimal, limited or high", [class])) if {
	some team in teams.of_people
	class := lib.show(object.get(team.intent, ["register", "riskClass"], ""))
	not class in {"", "minimal", "limited", "high"}
}

deny contains lib.keyed(lib.finding(holder, "metadata", sprintf("%s is no risk class: minimal, limited or high", [class])), "risk_class") if {
	some holder in _holders
	class := _said(holder, "risk_class")
	not class in {"", "minimal", "limited", "high"}
	not lib.unresolved(class)
}

unknown contains lib.finding(holder, "metadata", "is known only after apply") if {
	some holder in _holders
	_open(holder)
}

unknown contains lib.keyed(lib.finding(holder, "metadata", "is known only after apply"), name) if {
	some holder in _holders
	some name in {"owner", "use_case", "risk_class"}
	lib.unresolved(_said(holder, name))
}

_holders := [holder |
	some holders in [gateway.teams, gateway.keys]
	some holder in holders
]

_wanted(holder) := {"owner", "use_case", "risk_class", "oversight"} if _said(holder, "risk_class") == "high"

_wanted(holder) := {"owner", "use_case", "risk_class"} if _said(holder, "risk_class") != "high"

_wanted_of("high") := {"owner", "useCase", "riskClass", "oversight"}

_wanted_of(class) := {"owner", "useCase", "riskClass"} if class != "high"

# one map, or a block of it
_said(holder, name) := lib.show(object.get(holder.values, ["metadata", name], object.get(holder.values, ["metadata", 0, name], "")))

_open(holder) if "metadata" in holder.unknown
