package groundplane.policies.pai_rag_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_006 as rule

test_guarded_and_encrypted_is_allowed if {
	document := fixture.document([
		fixture.resource("aws_bedrockagent_agent", "a", {"customer_encryption_key_arn": "${aws_kms_key.k.arn}", "guardrail_configuration": [{"guardrail_identifier": "g"}]}),
		fixture.resource("aws_bedrockagent_data_source", "d", {"server_side_encryption_configuration": [{"kms_key_arn": "k"}]}),
		fixture.resource("aws_bedrockagent_knowledge_base", "k", {"storage_configuration": [{"type": "OPENSEARCH_SERVERLESS"}]}),
	])
	count(rule.deny | rule.unknown) == 0 with input as document
}

test_what_is_not_said_is_denied if {
	count(rule.deny) == 2 with input as fixture.one("aws_bedrockagent_agent", {})
	count(rule.deny) == 1 with input as fixture.one("aws_bedrockagent_data_source", {})
	count(rule.deny) == 1 with input as fixture.one("aws_bedrockagent_knowledge_base", {"storage_configuration": [{"type": "PINECONE"}]})
}

test_unknown_is_unknown if {
	document := fixture.one("aws_bedrockagent_knowledge_base", {"storage_configuration": [{"type": "${var.type}"}]})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
