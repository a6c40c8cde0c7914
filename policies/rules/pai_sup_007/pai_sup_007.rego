# METADATA
# title: The platform lists what it is made of
# description: >-
#   Every stack says in an output what it is and what it makes happen beyond Terraform, and every model the gateway
#   offers stands in that list. An inventory that is written by hand is wrong by the second week.
# custom:
#   id: PAI-SUP-007
#   inspects: [output, helm_release]
#   controls:
#     aws-aisf: [GOV-05]
#     soc2: [CC8.1]
#     nist-ai-rmf-1.0: [GOVERN 1.6]
#     eu-ai-act: ["11", "12"]
#   fix: "write stacks with BaseStack and models with the Gateway component, which fill the output groundplane"
package groundplane.policies.pai_sup_007

import data.groundplane.facts.gateway
import data.groundplane.lib

deny contains lib.finding(lib.stack_place(name), "output.groundplane", "says nothing of itself") if {
	some name, stack in input.stacks
	not stack.descriptor
	name in _stacks_with_resources
}

deny contains lib.keyed(lib.finding(release, sprintf("values.proxy_config.model_list[%d].model_name", [index]), sprintf("model %s stands in no list", [name])), name) if {
	some release in gateway.proxies
	some index, model in _models(release)
	is_object(model)
	name := lib.show(object.get(model, "model_name", ""))
	not lib.unresolved(name)
	not name in _listed
	not _chooses(model)
}

unknown contains lib.finding(release, sprintf("values.proxy_config.model_list[%d].model_name", [index]), "is known only after apply") if {
	some release in gateway.proxies
	some index, model in _models(release)
	is_object(model)
	lib.unresolved(object.get(model, "model_name", ""))
}

# a name behind which models of this list answer is none itself
_chooses(model) if startswith(lib.show(object.get(model, ["litellm_params", "model"], "")), "auto_router/")

_models(release) := models if {
	models := object.get(release.values, ["values", "proxy_config", "model_list"], [])
	is_array(models)
}

_stacks_with_resources contains resource.stack if {
	some resources in input.by_type
	some resource in resources
}

_listed contains intent.name if {
	some stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "model-route"
}
