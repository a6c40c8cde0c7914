# METADATA
# title: No identity may do all of a service everywhere
# description: >-
#   No statement allows every action of a service, such as s3:* or kms:*, on every resource, nor everything but a few
#   actions. One stolen identity is then worth one task and no more.
# custom:
#   id: PAI-IAM-002
#   inspects: [aws_iam_policy, aws_iam_role_policy, aws_iam_role, aws_iam_user_policy, aws_iam_group_policy]
#   controls:
#     checkov: [CKV_AWS_286, CKV_AWS_287, CKV_AWS_288, CKV_AWS_289, CKV_AWS_290, CKV_AWS_355]
#     aws-fsbp: [IAM.21]
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#     eu-ai-act: ["15"]
#   fix: "Action: ['s3:GetObject'], Resource: `${bucket.arn}/*`"
package groundplane.policies.pai_iam_002

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.keyed(lib.finding(policy.place, policy.attribute, sprintf("allows %s on every resource", [action])), action) if {
	some policy in iam.statements
	_everywhere(policy)
	some action in policy.actions
	regex.match(_whole_service, action)
}

deny contains lib.finding(policy.place, policy.attribute, "allows everything but a few actions on every resource") if {
	some policy in iam.statements
	count(policy.all_but) > 0
	_everywhere(policy)
}

unknown contains lib.finding(policy.place, policy.attribute, "on what it allows a whole service is known only after apply") if {
	some policy in iam.statements
	not _everywhere(policy)
	some action in policy.actions
	regex.match(_whole_service, action)
	some resource in policy.resources
	lib.unresolved(resource)
	not regex.match(`^\$\{(module\.[^.]+\.)*aws_`, resource)
}

_whole_service := `^[A-Za-z0-9-]+:[*]+$`

_everywhere(policy) if {
	some resource in policy.resources
	regex.match(`^(arn(:aws[a-z-]*)?)?[:*]+$`, resource)
}
