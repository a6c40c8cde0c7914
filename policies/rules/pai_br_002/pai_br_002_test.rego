package groundplane.policies.pai_br_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_br_002 as rule

_good := {
	"kms_key_arn": "k",
	"content_policy_config": [{"filters_config": [{"type": "HATE"}, {"type": "PROMPT_ATTACK"}]}],
	"sensitive_information_policy_config": [{"pii_entities_config": [{"type": "EMAIL", "action": "ANONYMIZE"}]}],
}

_grounded := {"contextual_grounding_policy_config": [{"filters_config": [{"type": "GROUNDING"}]}]}

_guardrail(values) := fixture.resource("aws_bedrock_guardrail", "g", values)

_refs := {"app/aws_bedrock_guardrail.g": {"aws_bedrock_guardrail_version.guardrail_arn": ["app/aws_bedrock_guardrail_version.v"]}}

_versioned(resources) := fixture.with_refs(fixture.document(resources), _refs)

test_a_whole_guardrail_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _versioned([_guardrail(_good)])
	count(rule.deny) == 0 with input as _versioned([_guardrail(object.union(_good, _grounded)), fixture.resource("aws_bedrockagent_knowledge_base", "k", {})])
}

test_each_missing_part_is_denied if {
	fixture.attributes(rule.deny) == ["", "content_policy_config", "content_policy_config", "kms_key_arn", "sensitive_information_policy_config"] with input as fixture.document([_guardrail({})])
	{f.key | some f in rule.deny} == {"stops no prompt attack"} with input as _versioned([_guardrail(object.union(_good, {"content_policy_config": [{"filters_config": [{"type": "HATE"}]}]}))])
}

test_a_knowledge_base_wants_grounding if {
	fixture.attributes(rule.deny) == ["contextual_grounding_policy_config"] with input as _versioned([_guardrail(_good), fixture.resource("aws_bedrockagent_knowledge_base", "k", {})])
}

test_unknown_is_unknown if {
	document := _versioned([fixture.with_unknown(_guardrail(object.union(object.remove(_good, ["content_policy_config"]), {"kms_key_arn": "${aws_kms_key.k.arn}"})), ["content_policy_config"])])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["content_policy_config", "content_policy_config"] with input as document
}
