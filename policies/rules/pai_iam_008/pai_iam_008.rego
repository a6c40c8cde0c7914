# METADATA
# title: Other accounts prove who they are
# description: >-
#   A role that another account may take asks for an external id or for membership of the organisation. Without it, a
#   service that works for many can be made to work against this account.
# custom:
#   id: PAI-IAM-008
#   inspects: [aws_iam_role]
#   controls:
#     checkov: [CKV_AWS_60]
#     aws-aisf: [IAM-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, or 'sts:ExternalId'"
package groundplane.policies.pai_iam_008

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.keyed(lib.finding(trust.place, trust.attribute, sprintf("trusts %s without external id or organisation", [trust.principal])), trust.principal) if {
	some trust in iam.trusts
	trust.kind == "AWS"
	_foreign(trust)
	not _proven(trust)
	not _open(trust)
}

unknown contains lib.keyed(lib.finding(trust.place, trust.attribute, sprintf("whether %s is of another account is known only after apply", [trust.principal])), trust.principal) if {
	some trust in iam.trusts
	trust.kind == "AWS"
	lib.unresolved(trust.principal)
	not regex.match(`^\$\{(module\.[^.]+\.)*(aws_iam_|data\.aws_caller_identity\.)`, trust.principal)
	not _proven(trust)
}

unknown contains lib.keyed(lib.finding(trust.place, trust.attribute, "what it asks of others is known only after apply"), trust.principal) if {
	some trust in iam.trusts
	trust.kind == "AWS"
	_foreign(trust)
	not _proven(trust)
	_open(trust)
}

_foreign(trust) if trust.principal == "*"

_foreign(trust) if {
	account := _account(trust.principal)
	not account in _own
}

# an ARN, or an account by its number
_account(principal) := principal if regex.match(`^\d{12}$`, principal)

_account(principal) := split(principal, ":")[4] if regex.match(`^arn:[a-z-]+:(iam|sts)::\d{12}:`, principal)

_own contains account if {
	some stack in input.stacks
	account := stack.descriptor.account
}

_own contains account if {
	some stack in input.stacks
	some provider in object.get(stack, ["providers", "aws"], [])
	some account in lib.texts(object.get(provider, "allowed_account_ids", []))
}

_proven(trust) if {
	some condition in trust.conditions
	condition.key in {"sts:externalid", "aws:principalorgid", "aws:principalorgpaths"}
	not "*" in condition.values
}

_open(trust) if {
	some condition in trust.conditions
	lib.unresolved(condition.key)
}
