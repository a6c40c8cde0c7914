# METADATA
# title: Every model behind the gateway was approved
# description: >-
#   Each model of a gateway that hands out keys says who owns it, its licence, when it was reviewed and its risk class. A
#   model nobody approved is one nobody will switch off.
# custom:
#   id: PAI-GW-008
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [MODEL-02, GOV-05]
#     soc2: [CC3.4]
#     hipaa-164: [308(a)(1)(ii)(A)]
#     nist-ai-rmf-1.0: [GOVERN 1.6, MAP 4.1]
#     eu-ai-act: ["9", "26"]
#   fix: "model_info: { owner: 'ai-platform@acme.example', licence: 'apache-2.0', reviewed: '2026-11-01', risk_class: 'limited' }"
package groundplane.policies.pai_gw_008

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := [model.place | some model in _judged]

deny contains lib.keyed(lib.finding(model.place, sprintf("values.proxy_config.model_list[%d].model_info.%s", [model.index, name]), sprintf("%s does not say %s", [model.name, words])), model.name) if {
	some model in _judged
	some name, [pattern, words] in _wanted
	found := object.get(model.info, name, "")
	not regex.match(pattern, lib.show(found))
	not lib.unresolved(found)
}

unknown contains lib.keyed(lib.finding(model.place, sprintf("values.proxy_config.model_list[%d].model_info.%s", [model.index, name]), "is known only after apply"), model.name) if {
	some model in _judged
	some name, _ in _wanted
	lib.unresolved(object.get(model.info, name, ""))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_judged := [model |
	some model in gateway.models
	model.proxy in {lib.id(proxy) | some proxy in gateway.with_keys}
]

_wanted := {
	"owner": [`\S`, "who owns it"],
	"licence": [`\S`, "its licence"],
	"reviewed": [`^\d{4}-\d{2}-\d{2}$`, "on which day it was reviewed"],
	"risk_class": [`^(minimal|limited|high)$`, "its risk class: minimal, limited or high"],
}
