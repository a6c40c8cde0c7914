# METADATA
# title: No model of others sees more than it may
# description: >-
#   A model that answers outside of the cluster has a highest class of data written beside it, which is not restricted; one
#   outside of our AWS accounts stands behind a guardrail that masks personal data. It is the promise of a private platform.
# custom:
#   id: PAI-GW-006
#   waivable: false
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [AI-03]
#     soc2: [C1.1]
#     hipaa-164: [502(e)]
#     nist-ai-rmf-1.0: [MEASURE 2.10, GOVERN 6.1]
#     eu-ai-act: ["10", "26"]
#   setting: "models.<name>.dataClass: internal for each cloud model"
#   fix: "model_info: { data_class: 'internal' } for each cloud model; a guardrail presidio with default_on: true before a model of another provider"
package groundplane.policies.pai_gw_006

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := [model.place | some model in _abroad]

deny contains _of(model, "model_info.data_class", sprintf("%s has no highest class of data", [model.model])) if {
	some model in _abroad
	class := object.get(model.info, "data_class", "")
	not gateway.rank[class]
	not lib.unresolved(class)
}

deny contains _of(model, "model_info.data_class", sprintf("%s may see restricted data", [model.model])) if {
	some model in _abroad
	model.info.data_class == "restricted"
}

deny contains _of(model, "litellm_params.model", sprintf("%s gets personal data unmasked", [model.model])) if {
	some model in gateway.models
	gateway.location(model) == "outside"
	not _masked(model.proxy)
}

unknown contains _of(model, "model_info.data_class", "is known only after apply") if {
	some model in _abroad
	lib.unresolved(model.info.data_class)
}

unknown contains _of(model, "litellm_params.api_base", "where it answers is known only after apply") if {
	some model in gateway.models
	gateway.location(model) == "unknown"
	not _masked(model.proxy)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_abroad := [model |
	some model in gateway.models
	gateway.location(model) in {"account", "outside"}
]

_masked(proxy) if {
	some guardrail in gateway.guardrails
	guardrail.proxy == proxy
	gateway.masks_personal_data(guardrail)
	guardrail.params.default_on == true
}

_of(model, name, message) := lib.keyed(lib.finding(model.place, sprintf("values.proxy_config.model_list[%d].%s", [model.index, name]), message), model.name)
