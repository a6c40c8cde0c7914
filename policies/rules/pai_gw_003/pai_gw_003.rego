# METADATA
# title: Keys of the gateway expire
# description: >-
#   Keys live 90 days at most, 365 in smb, and the gateway bounds how long a new one may live.
# custom:
#   id: PAI-GW-003
#   inspects: [litellm_key, helm_release]
#   controls:
#     aws-fsbp: [IAM.3]
#     aws-aisf: [IAM-03]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "duration: '90d' on litellm_key; litellm_settings.upperbound_key_generate_params.duration: '90d'"
#   setting: "teams.<name>.keys.<name>.expires: '2027-02-28'"
package groundplane.policies.pai_gw_003

import data.groundplane.facts.gateway
import data.groundplane.facts.kubernetes
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := array.concat(array.concat(gateway.keys, gateway.with_keys), [key.team | some key in _of_people])

deny contains lib.finding_at(place.resource, place.path, _message(place.found)) if {
	some place in _places
	not _short(place.found)
	not lib.unresolved(place.found)
}

deny contains teams.finding(key.team, sprintf("keys.%s.expires", [key.name]), _day_message(key.expires)) if {
	some key in _of_people
	not _soon(key.expires)
}

unknown contains lib.open_at(place.resource, place.path) if {
	some place in _places
	lib.unresolved(place.found)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_places := array.concat(
	[{"resource": key, "path": ["duration"], "found": lib.value(key, ["duration"], "")} |
		some key in gateway.keys
	],
	[{"resource": proxy, "path": _upper, "found": lib.value(proxy, _upper, "")} |
		some proxy in gateway.with_keys
	],
)

_upper := array.concat(gateway.at("litellm_settings", "upperbound_key_generate_params"), ["duration"])

_short(duration) if {
	days := gateway.days(duration)
	days > 0
	days <= _longest
}

# programs of the platform have keys that AWS draws and nobody holds; there is no one of them to renew one
_of_people := [key |
	some key in teams.keys
	object.get(key.team.intent, "program", false) != true
]

_soon(day) if {
	lib.day_number(day) - _today <= _longest
}

_day_message(day) := "the key never expires" if not lib.day_number(day)

_day_message(day) := sprintf("the key lives until %s, more than %d days from now", [day, _longest]) if lib.day_number(day)

# conftest says no day
_today := lib.day_number(object.get(input, "today", kubernetes.read_on))

_longest := 365 if input.tier == "smb"

_longest := 90 if input.tier != "smb"

_message("") := "keys never expire"

_message(found) := sprintf("%s is not a time up to %d days", [lib.show(found), _longest]) if found != ""
