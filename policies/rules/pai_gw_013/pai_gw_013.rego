# METADATA
# title: Every call belongs to somebody
# description: >-
#   A gateway that hands out keys wants the user in each call, takes no tags a client makes up, and knows its users by
#   single sign-on or their tokens.
# custom:
#   id: PAI-GW-013
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [IAM-08]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(i)]
#     nist-ai-rmf-1.0: [GOVERN 2.1]
#     eu-ai-act: ["12"]
#   fix: "general_settings: { enforce_user_param: true, reject_clientside_metadata_tags: true, enable_jwt_auth: true }, or the GENERIC_CLIENT_ID of single sign-on"
#   setting: "signIn.issuer: https://login.acme.example with signIn.clientId"
package groundplane.policies.pai_gw_013

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.with_keys

deny contains finding if {
	some finding in lib.breaches(gateway.with_keys, _wishes)
}

deny contains finding if {
	some finding in lib.breaches(_without_sso, [_tokens])
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.with_keys, _wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(_without_sso, [_tokens])
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_wishes := [
	{"path": gateway.at("general_settings", "enforce_user_param"), "absent": false, "allowed": [true], "message": "calls need not name their user"},
	{"path": gateway.at("general_settings", "reject_clientside_metadata_tags"), "absent": false, "allowed": [true], "message": "clients may tag their cost as somebody else's"},
]

_tokens := {"path": gateway.at("general_settings", "enable_jwt_auth"), "absent": false, "allowed": [true], "message": "knows users neither by single sign-on nor by their tokens"}

_without_sso := [proxy |
	some proxy in gateway.with_keys
	count([name | some name in {"GENERIC_CLIENT_ID", "MICROSOFT_CLIENT_ID", "GOOGLE_CLIENT_ID"}; lib.given(proxy, ["values", "envVars", name])]) == 0
]
