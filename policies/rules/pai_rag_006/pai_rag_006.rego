# METADATA
# title: Agents and knowledge bases of Bedrock are encrypted and guarded
# description: >-
#   A Bedrock agent has a customer managed key and a guardrail; sources of a knowledge base are encrypted with a key of
#   ours, and its index stays in AWS.
# custom:
#   id: PAI-RAG-006
#   inspects: [aws_bedrockagent_agent, aws_bedrockagent_data_source, aws_bedrockagent_knowledge_base]
#   controls:
#     checkov: [CKV_AWS_373, CKV_AWS_383]
#     aws-aisf: [AI-04, AI-10]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   fix: "customerEncryptionKeyArn and guardrailConfiguration: [{ guardrailIdentifier, guardrailVersion }]; serverSideEncryptionConfiguration: [{ kmsKeyArn }]"
package groundplane.policies.pai_rag_006

import data.groundplane.lib

deny contains finding if {
	some type, wishes in _wishes
	some finding in lib.breaches(input.by_type[type], wishes)
}

unknown contains finding if {
	some type, wishes in _wishes
	some finding in lib.undecided_wishes(input.by_type[type], wishes)
}

_wishes := {
	"aws_bedrockagent_agent": [
		{"path": ["customer_encryption_key_arn"], "given": true, "message": "is not encrypted with a key of ours"},
		{"path": ["guardrail_configuration", 0, "guardrail_identifier"], "given": true, "message": "has no guardrail"},
	],
	"aws_bedrockagent_data_source": [{
		"path": ["server_side_encryption_configuration", 0, "kms_key_arn"],
		"given": true,
		"message": "what is ingested is not encrypted with a key of ours",
	}],
	"aws_bedrockagent_knowledge_base": [{
		"path": ["storage_configuration", 0, "type"],
		"allowed": ["", "NEPTUNE_ANALYTICS", "OPENSEARCH_MANAGED_CLUSTER", "OPENSEARCH_SERVERLESS", "RDS", "S3_VECTORS"],
		"message": "the index lies outside of AWS",
	}],
}
