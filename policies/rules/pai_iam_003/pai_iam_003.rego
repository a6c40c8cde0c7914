# METADATA
# title: Bedrock is called for named models only
# description: >-
#   Statements that allow Bedrock to be invoked name the models or inference profiles. This is the half of the model
#   allow-list that holds even where the gateway is gone around.
# custom:
#   id: PAI-IAM-003
#   inspects: [aws_iam_policy, aws_iam_role_policy, aws_iam_role]
#   controls:
#     aws-fsbp: [IAM.21]
#     aws-aisf: [IAM-02, IAM-05]
#     soc2: [CC6.3]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [GOVERN 6.1]
#     eu-ai-act: ["26"]
#   setting: "name each model under models; the role may call those and no others"
#   fix: "Resource: 'arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0'; the BedrockRoute component writes it"
package groundplane.policies.pai_iam_003

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.keyed(lib.finding(policy.place, policy.attribute, sprintf("allows any model: %s", [resource])), resource) if {
	some policy in iam.statements
	_invokes(policy)
	some resource in policy.resources
	regex.match(`(^[*]+$|:[*]$|/[*]+$|^arn:[^/]*[*]+$)`, resource)
}

unknown contains lib.keyed(lib.finding(policy.place, policy.attribute, sprintf("which model it allows is known only after apply: %s", [resource])), resource) if {
	some policy in iam.statements
	_invokes(policy)
	some resource in policy.resources
	lib.unresolved(resource)
	not startswith(resource, "${aws_bedrock")
}

_invokes(policy) if {
	some action in policy.actions
	startswith(lower(action), "bedrock:")
	regex.match(`^(?i)bedrock:([*]|i[*]|in[*]|invoke.*|converse.*)`, action)
}
