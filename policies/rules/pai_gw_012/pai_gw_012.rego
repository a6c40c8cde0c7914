# METADATA
# title: Nobody gets past the gateway's door
# description: >-
#   The master key comes from a secret, requests are refused while the database is away, and clients cannot bring
#   credentials of their own; where teams have keys, the gateway asks whose key it is. Each of the switches skips the check of keys.
# custom:
#   id: PAI-GW-012
#   waivable: false
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [IAM-08]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#     eu-ai-act: ["15"]
#   fix: "masterkeySecretName and masterkeySecretKey in the values; leave out allow_requests_on_db_unavailable and use_client_credentials_pass_through_routes"
package groundplane.policies.pai_gw_012

import data.groundplane.facts.gateway
import data.groundplane.facts.teams
import data.groundplane.lib

# what it looks at
judged := gateway.proxies

deny contains finding if {
	some finding in lib.breaches(gateway.proxies, _wishes)
}

deny contains lib.finding(proxy, "values.proxy_config.general_settings.master_key", "is written down") if {
	some proxy in gateway.proxies
	found := gateway.setting(proxy, "general_settings", "master_key", "os.environ/PROXY_MASTER_KEY")
	not startswith(lib.show(found), "os.environ/")
	not lib.unresolved(found)
}

deny contains lib.finding(proxy, "values.masterkeySecretName", "is not set: the chart makes a new key each time it renders") if {
	some proxy in gateway.proxies
	not lib.given(proxy, ["values", "masterkeySecretName"])
}

deny contains lib.finding_at(proxy, gateway.at("general_settings", "custom_auth"), "teams are stated, and nothing asks whose key it is") if {
	some team in teams.stated
	some proxy in teams.holders(team)
	not teams.asks(proxy)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.proxies, _wishes)
}

unknown contains lib.open_at(proxy, gateway.at("general_settings", "master_key")) if {
	some proxy in gateway.proxies
	lib.unresolved(gateway.setting(proxy, "general_settings", "master_key", ""))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_wishes := [{"path": gateway.at("general_settings", name), "absent": false, "allowed": [false], "message": message} |
	some name, message in {
		"allow_requests_on_db_unavailable": "lets everybody in while the database is away",
		"use_client_credentials_pass_through_routes": "lets in whoever brings credentials of his own",
	}
]
