# METADATA
# title: Guardrails of Bedrock guard
# description: >-
#   A Bedrock guardrail filters content, stops prompt attacks, masks personal data and is encrypted with a key of ours; with
#   a knowledge base it checks that answers are grounded. It is used by version, so that nobody loosens it in place.
# custom:
#   id: PAI-BR-002
#   inspects: [aws_bedrock_guardrail, aws_bedrock_guardrail_version]
#   controls:
#     aws-aisf: [AI-01, AI-02, AI-03, AI-09]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.6]
#     eu-ai-act: ["15"]
#   setting: "gateway.cloudGuardrail: on"
#   fix: "contentPolicyConfig with filters HATE … and PROMPT_ATTACK, sensitiveInformationPolicyConfig, contextualGroundingPolicyConfig, kmsKeyArn; BedrockGuardrailVersion with its guardrailArn"
package groundplane.policies.pai_br_002

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_bedrock_guardrail, _wishes)
}

deny contains lib.keyed(lib.finding(guardrail, policy.block, policy.message), policy.message) if {
	some guardrail in input.by_type.aws_bedrock_guardrail
	some policy in _policies
	not policy.name in _filters(guardrail, policy)
	not _open(guardrail, policy.block)
}

deny contains lib.finding(guardrail, "", "has no version") if {
	some guardrail in input.by_type.aws_bedrock_guardrail
	count(lib.pointers(input.refs, guardrail, "aws_bedrock_guardrail_version.guardrail_arn")) == 0
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_bedrock_guardrail, _wishes)
}

unknown contains lib.keyed(lib.finding(guardrail, policy.block, "is known only after apply"), policy.message) if {
	some guardrail in input.by_type.aws_bedrock_guardrail
	some policy in _policies
	not policy.name in _filters(guardrail, policy)
	_open(guardrail, policy.block)
}

_wishes := [{"path": ["kms_key_arn"], "given": true, "message": "is not encrypted with a key of ours"}]

_policies contains policy if some policy in _always

_policies contains {"block": "contextual_grounding_policy_config", "filters": "filters_config", "name": "GROUNDING", "message": "does not check that answers are grounded"} if {
	input.by_type.aws_bedrockagent_knowledge_base
}

_always := [
	{"block": "content_policy_config", "filters": "filters_config", "name": "HATE", "message": "filters no content"},
	{"block": "content_policy_config", "filters": "filters_config", "name": "PROMPT_ATTACK", "message": "stops no prompt attack"},
	{"block": "sensitive_information_policy_config", "filters": "pii_entities_config", "name": "any", "message": "masks no personal data"},
]

_filters(guardrail, policy) := {"any" | some _ in found} | {type | some filter in found; type := filter.type} if {
	found := [filter |
		some config in lib.blocks(guardrail.values, policy.block)
		some filter in lib.blocks(config, policy.filters)
	]
}

_open(guardrail, block) if {
	some path in guardrail.unknown
	startswith(path, block)
}
