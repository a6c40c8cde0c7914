package groundplane.policies.pai_obs_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_003 as rule

_selectors(types) := {"advanced_event_selector": [{"field_selector": [{"field": "resources.type", "equals": types}]}]}

_good := object.union({"is_multi_region_trail": true, "enable_log_file_validation": true, "kms_key_id": "k"}, _selectors(["AWS::S3::Object"]))

_trail(values) := fixture.resource("aws_cloudtrail", "t", values)

test_a_whole_trail_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_trail(_good)])
	simple := object.union(object.remove(_good, ["advanced_event_selector"]), {"event_selector": [{"data_resource": [{"type": "AWS::S3::Object"}]}]})
	count(rule.deny) == 0 with input as fixture.document([_trail(simple)])
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["advanced_event_selector", "enable_log_file_validation", "is_multi_region_trail", "kms_key_id"] with input as fixture.document([_trail({})])
	fixture.attributes(rule.deny) == ["enable_logging"] with input as fixture.document([_trail(object.union(_good, {"enable_logging": false}))])
}

test_agents_and_knowledge_bases_are_recorded_too if {
	document := fixture.document([_trail(_good), fixture.resource("aws_bedrockagent_agent", "a", {}), fixture.resource("aws_bedrockagent_knowledge_base", "k", {})])
	{f.key | some f in rule.deny} == {"AWS::Bedrock::KnowledgeBase", "AWS::Bedrock::AgentAlias"} with input as document
}

test_unknown_is_unknown if {
	trail := fixture.with_unknown(_trail(object.union(object.remove(_good, ["advanced_event_selector"]), {"kms_key_id": "${aws_kms_key.k.arn}", "enable_logging": "${var.on}"})), ["advanced_event_selector"])
	count(rule.deny) == 0 with input as fixture.document([trail])
	fixture.attributes(rule.unknown) == ["advanced_event_selector", "enable_logging"] with input as fixture.document([trail])
}
