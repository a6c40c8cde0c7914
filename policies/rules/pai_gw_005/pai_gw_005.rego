# METADATA
# title: Guardrails stand before every model, and hold when they are down
# description: >-
#   A gateway has a guardrail that masks personal data and one that stops prompt attacks; each is on for everybody, runs
#   before the call and blocks when it cannot be reached.
# custom:
#   id: PAI-GW-005
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [AI-02, AI-03]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.6, MEASURE 2.10]
#     eu-ai-act: ["15"]
#   setting: "gateway.guardrails: on"
#   fix: "guardrails: [{ guardrail_name: 'pii', litellm_params: { guardrail: 'presidio', mode: 'pre_call', default_on: true } }, { … 'lakera_v2' … unreachable_fallback: 'fail_closed' }]"
package groundplane.policies.pai_gw_005

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.proxies

deny contains lib.finding(proxy, "values.proxy_config.guardrails", "none masks personal data") if {
	some proxy in gateway.proxies
	not lib.id(proxy) in _masking
	not _open(proxy)
}

deny contains lib.finding(proxy, "values.proxy_config.guardrails", "none stops prompt attacks") if {
	some proxy in gateway.proxies
	not lib.id(proxy) in _stopping
	not _open(proxy)
}

deny contains lib.keyed(lib.finding(guardrail.place, concat(".", [guardrail.at, fault.setting]), fault.message), guardrail.name) if {
	some guardrail in gateway.guardrails
	_matters(guardrail)
	some fault in _faults
	found := object.get(guardrail.params, fault.setting, fault.absent)
	not _good(fault.setting, found)
	not lib.unresolved(found)
}

unknown contains lib.keyed(lib.finding(guardrail.place, concat(".", [guardrail.at, fault.setting]), "is known only after apply"), guardrail.name) if {
	some guardrail in gateway.guardrails
	_matters(guardrail)
	some fault in _faults
	lib.unresolved(object.get(guardrail.params, fault.setting, fault.absent))
}

unknown contains lib.finding(proxy, "values.proxy_config.guardrails", "are known only after apply") if {
	some proxy in gateway.proxies
	_open(proxy)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_masking contains guardrail.proxy if {
	some guardrail in gateway.guardrails
	gateway.masks_personal_data(guardrail)
}

_stopping contains guardrail.proxy if {
	some guardrail in gateway.guardrails
	gateway.stops_attacks(guardrail)
}

_matters(guardrail) if gateway.masks_personal_data(guardrail)

_matters(guardrail) if gateway.stops_attacks(guardrail)

_faults := [
	{"setting": "default_on", "absent": false, "message": "is not on for everybody"},
	{"setting": "mode", "absent": "", "message": "does not run before the call"},
	{"setting": "unreachable_fallback", "absent": "fail_closed", "message": "lets everything through when it cannot be reached"},
]

_good("default_on", true)

_good("mode", mode) if "pre_call" in lib.texts(mode)

_good("unreachable_fallback", "fail_closed")

_open(proxy) if lib.unresolved(proxy.values.values.proxy_config.guardrails)
