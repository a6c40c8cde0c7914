# METADATA
# title: Roles are passed to named services only
# description: >-
#   Who may hand a role to a service may hand over these roles, to this service, and no others. Handing a stronger
#   role to a machine of one's own is the oldest way up.
# custom:
#   id: PAI-IAM-006
#   inspects: [aws_iam_policy, aws_iam_role_policy, aws_iam_role]
#   controls:
#     checkov: [CKV_AWS_286]
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#   fix: "Resource: role.arn, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }"
package groundplane.policies.pai_iam_006

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.keyed(lib.finding(policy.place, policy.attribute, sprintf("may pass any role: %s", [resource])), resource) if {
	some policy in _passing
	some resource in policy.resources
	regex.match(`(^[*]+$|:role/[*]+$|:[*]+$)`, resource)
}

deny contains lib.finding(policy.place, policy.attribute, "may pass roles to any service") if {
	some policy in _passing
	not "iam:passedtoservice" in {condition.key | some condition in policy.conditions}
	not _open(policy)
}

unknown contains lib.finding(policy.place, policy.attribute, "to which service it may pass roles is known only after apply") if {
	some policy in _passing
	not "iam:passedtoservice" in {condition.key | some condition in policy.conditions}
	_open(policy)
}

unknown contains lib.keyed(lib.finding(policy.place, policy.attribute, sprintf("which role it may pass is known only after apply: %s", [resource])), resource) if {
	some policy in _passing
	some resource in policy.resources
	lib.unresolved(resource)
	not regex.match(`^\$\{(module\.[^.]+\.)*(aws_iam_role\.|data\.terraform_remote_state\.)`, resource)
}

_passing := [policy |
	some policy in iam.statements
	some action in policy.actions
	regex.match(`^(?i)iam:(passrole|pass[*]|p[*])$`, action)
]

_open(policy) if {
	some condition in policy.conditions
	lib.unresolved(condition.key)
}
