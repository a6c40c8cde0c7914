# METADATA
# title: Trust in tokens names one subject
# description: >-
#   A role that trusts an identity provider names exactly which subject and audience a token must have. Else any
#   service account of the cluster, or any repository of the world, takes the role. Tokens of Microsoft Sentinel's connector
#   have no subject to name: there the exact name of a session of one workspace stands for it.
# custom:
#   id: PAI-IAM-004
#   inspects: [aws_iam_role]
#   controls:
#     checkov: [CKV_AWS_60, CKV_AWS_61, CKV_AWS_393]
#     cis-eks-1.8: ["5.2.1"]
#     aws-aisf: [IAM-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "Condition: { StringEquals: { [`${issuer}:sub`]: 'system:serviceaccount:gateway:gateway', [`${issuer}:aud`]: 'sts.amazonaws.com' } }; better, Pod Identity"
package groundplane.policies.pai_iam_004

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.keyed(lib.finding(trust.place, trust.attribute, sprintf("does not say exactly which %s it trusts", [_words[claim]])), claim) if {
	some trust in _federated
	not _hidden(trust)
	some claim, _ in _words
	not _exact(trust, claim)
	not _open(trust, claim)
}

unknown contains lib.keyed(lib.finding(trust.place, trust.attribute, sprintf("which %s it trusts is known only after apply", [_words[claim]])), claim) if {
	some trust in _federated
	not _hidden(trust)
	some claim, _ in _words
	not _exact(trust, claim)
	_open(trust, claim)
}

unknown contains lib.finding(trust.place, trust.attribute, "what it asks of a token is known only after apply") if {
	some trust in _federated
	_hidden(trust)
}

unknown contains lib.finding(role, "assume_role_policy", "whom it trusts cannot be read before apply") if {
	some role in input.by_type.aws_iam_role
	lib.unreadable(role, "assume_role_policy")
}

_words := {"aud": "audience", "sub": "subject"}

# SAML has no such claims, and what Cognito hands out is bound to its pool
_federated := [trust |
	some trust in iam.trusts
	trust.kind == "Federated"
	not regex.match(`:saml-provider/|^cognito-identity\.amazonaws\.com$`, trust.principal)
]

_exact(trust, claim) if {
	some condition in trust.conditions
	condition.operator == "StringEquals"
	endswith(condition.key, concat("", [":", claim]))
	count(condition.values) > 0
	every value in condition.values {
		not contains(value, "*")
		not lib.unresolved(value)
		value != "(known after apply)"
	}
}

# the tenant is Microsoft's own, so is the program that names the session, and nobody else gets such a token
_exact(trust, "sub") if {
	some audience in trust.conditions
	audience.operator == "StringEquals"
	audience.key == "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:aud"
	audience.values == ["api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"]
	some session in trust.conditions
	session.operator == "StringEquals"
	session.key == "sts:rolesessionname"
	count(session.values) == 1
	every name in session.values {
		regex.match(`^MicrosoftSentinel_[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`, name)
	}
}

_open(trust, claim) if {
	some condition in trust.conditions
	endswith(condition.key, concat("", [":", claim]))
	some value in condition.values
	lib.unresolved(value)
}

# keys that hold the name of a provider that is not there yet
_hidden(trust) if {
	some condition in trust.conditions
	lib.unresolved(condition.key)
}
