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
package groundplane.policies.pai_gw_003

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := array.concat(gateway.keys, gateway.with_keys)

deny contains lib.finding_at(place.resource, place.path, _message(place.found)) if {
	some place in _places
	not _short(place.found)
	not lib.unresolved(place.found)
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

_longest := 365 if input.tier == "smb"

_longest := 90 if input.tier != "smb"

_message("") := "keys never expire"

_message(found) := sprintf("%s is not a time up to %d days", [lib.show(found), _longest]) if found != ""
