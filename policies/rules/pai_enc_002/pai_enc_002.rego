# METADATA
# title: Keys say who may use them
# description: >-
#   Every customer managed key has a policy of its own, and no statement of it lets everybody in without a condition.
# custom:
#   id: PAI-ENC-002
#   inspects: [aws_kms_key, aws_kms_key_policy]
#   controls:
#     checkov: [CKV_AWS_33, CKV2_AWS_64]
#     aws-fsbp: [KMS.5]
#     aws-aisf: [INFRA-07]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "policy: { Principal: { AWS: 'arn:aws:iam::111122223333:root' } … }, or a condition such as kms:CallerAccount; the Key component writes one"
package groundplane.policies.pai_enc_002

import data.groundplane.facts.iam
import data.groundplane.lib

deny contains lib.finding(key, "policy", "has no policy of its own") if {
	some key in input.by_type.aws_kms_key
	not key.docs.policy
	not _open(key)
	count(lib.pointers(input.refs, key, "aws_kms_key_policy.key_id")) == 0
}

deny contains lib.finding(resource, sprintf("policy.Statement[%d]", [index]), "lets everybody use the key") if {
	some type in {"aws_kms_key", "aws_kms_key_policy"}
	some resource in input.by_type[type]
	some index, statement in iam.as_list(resource.docs.policy.Statement)
	is_object(statement)
	object.get(statement, "Effect", "Allow") != "Deny"
	some principal in lib.texts(object.get(iam.principals(statement), "AWS", []))
	principal in {"*", "arn:aws:iam::*:root"}
	count(iam.conditions(statement)) == 0
}

unknown contains lib.finding(resource, "policy", "who may use the key is known only after apply") if {
	some type in {"aws_kms_key", "aws_kms_key_policy"}
	some resource in input.by_type[type]
	_open(resource)
}

_open(resource) if lib.unreadable(resource, "policy")

_open(resource) if lib.unresolved(resource.values.policy)
