# METADATA
# title: What the gateway says to models is encrypted
# description: >-
#   Calls from the gateway to models inside the cluster are HTTPS, or every node is of a kind whose network card
#   encrypts all traffic to nodes of that kind. Prompts cross from node to node.
# custom:
#   id: PAI-ENC-011
#   inspects: [helm_release, aws_eks_node_group, NodePool]
#   controls:
#     aws-aisf: [INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(1)]
#     eu-ai-act: ["15"]
#   fix: "api_base: https://…, or instance types that encrypt in transit, such as m7i, g6e, p5 (EC2 user guide, encryption in transit)"
#   setting: "gpuPools.<name>.instanceTypes: [g6e.xlarge], and cluster.systemNodes.instanceType: m7i.large"
package groundplane.policies.pai_enc_011

import data.groundplane.facts.releases
import data.groundplane.lib

deny contains lib.keyed(lib.finding(release, sprintf("values.proxy_config.model_list[%d].litellm_params.api_base", [index]), sprintf("calls %s in clear, and nodes of %s do not encrypt", [_base(model), concat(", ", sort(_plain_types))])), _base(model)) if {
	count(_plain_types) > 0
	some release in object.get(releases.by_chart, "litellm-helm", set())
	some index, model in _models(release)
	startswith(_base(model), "http://")
}

unknown contains lib.finding(release, sprintf("values.proxy_config.model_list[%d].litellm_params.api_base", [index]), "is known only after apply") if {
	count(_plain_types) > 0
	some release in object.get(releases.by_chart, "litellm-helm", set())
	some index, model in _models(release)
	lib.unresolved(_base(model))
}

_models(release) := models if {
	models := object.get(release.values, ["values", "proxy_config", "model_list"], [])
	is_array(models)
}

_base(model) := lib.show(object.get(model, ["litellm_params", "api_base"], "")) if is_object(model)

# instance types of nodes whose network cards do not encrypt
_plain_types contains type if {
	some type in _types
	not lib.unresolved(type)
	not regex.match(_encrypting, type)
}

_types contains type if {
	some group in input.by_type.aws_eks_node_group
	some type in lib.texts(lib.value(group, ["instance_types"], "t3.medium"))
}

_types contains type if {
	some stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "node-pool"
	some type in intent.instanceTypes
}

# EC2 user guide, encryption in transit, read 2026-11
_encrypting := concat("", [
	`^(m5(dn|n|zn)|m[678](a|g|gd|i|id|idn|in|i-flex)|c5(a|ad|n)|c[678](a|g|gd|gn|i|id|in|i-flex)|r5(dn|n)|r[678](a|g|gd|i|id|idn|in|iz)`,
	`|x2(idn|iedn|iezn)|x8g|i[4578](g|i|ge|ie)|im4gn|is4gen|d3(en)?|g4(ad|dn)|g5|g6(e|f)?|gr6f?|g7e|p3dn|p4de?|p5(e|en)?|p6-b[23]00|inf[12]|trn[12]n?|dl1|dl2q)\.`,
])
