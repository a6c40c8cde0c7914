# METADATA
# title: Nobody may do everything
# description: >-
#   No policy allows every action on every resource, and AdministratorAccess is attached to nothing. One such role makes every
#   other control worthless.
# custom:
#   id: PAI-IAM-001
#   waivable: false
#   inspects: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_iam_role_policy_attachment, aws_iam_user_policy_attachment, aws_iam_group_policy_attachment, aws_iam_policy_attachment, aws_iam_role_policy_attachments_exclusive, aws_ssoadmin_permission_set_inline_policy, aws_ssoadmin_managed_policy_attachment]
#   controls:
#     checkov: [CKV_AWS_62, CKV_AWS_63, CKV_AWS_274, CKV2_AWS_40, CKV2_AWS_56]
#     aws-fsbp: [IAM.1]
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#     eu-ai-act: ["15"]
#   fix: name the actions and resources the role needs, as in role.allow({ Action, Resource })
package groundplane.policies.pai_iam_001

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.finding(policy.place, policy.attribute, "allows every action on every resource") if {
	some policy in iam.statements
	_any(policy.actions, _every_action)
	_any(policy.resources, _every_resource)
}

deny contains lib.finding(attachment.place, attachment.attribute, "attaches AdministratorAccess") if {
	some attachment in iam.attachments
	endswith(attachment.arn, ":policy/AdministratorAccess")
}

unknown contains lib.finding(policy.place, policy.attribute, "whether it allows everything is known only after apply") if {
	some policy in iam.statements
	_maybe(policy.actions, _every_action)
	_maybe(policy.resources, _every_resource)
	not _certain(policy)
}

unknown contains lib.finding(resource, document, "what it allows cannot be read before apply") if {
	some type in iam.policy_types
	some resource in input.by_type[type]
	some document in {"policy", "inline_policy"}
	lib.unreadable(resource, document)
}

unknown contains lib.finding(attachment.place, attachment.attribute, sprintf("attaches %s", [attachment.arn])) if {
	some attachment in iam.attachments
	lib.unresolved(attachment.arn)
	not regex.match(`^\$\{(module\.[^.]+\.)*aws_iam_policy\.`, attachment.arn)
}

_every_action := `^[*]+(:[*]+)?$`

_every_resource := `^(arn(:aws[a-z-]*)?)?[:*]+$`

_any(texts, pattern) if {
	some text in texts
	regex.match(pattern, text)
}

_maybe(texts, pattern) if _any(texts, pattern)

# the ARN of a resource is never a wildcard; a variable or a mixed text may be
_maybe(texts, _) if {
	some text in texts
	lib.unresolved(text)
	not regex.match(`^\$\{(module\.[^.]+\.)*aws_`, text)
}

_certain(policy) if {
	_any(policy.actions, _every_action)
	_any(policy.resources, _every_resource)
}
