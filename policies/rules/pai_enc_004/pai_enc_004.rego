# METADATA
# title: Buckets refuse plain HTTP
# description: >-
#   The policy of every bucket denies requests that do not come over TLS.
# custom:
#   id: PAI-ENC-004
#   inspects: [aws_s3_bucket, aws_s3_bucket_policy]
#   controls:
#     checkov: [CKV_AWS_379]
#     aws-fsbp: [S3.5]
#     aws-aisf: [INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   fix: "{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }"
package groundplane.policies.pai_enc_004

import data.groundplane.facts.iam
import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(bucket, "", "takes requests over plain HTTP") if {
	some bucket in input.by_type.aws_s3_bucket
	not _refuses(bucket)
	not _open(bucket)
	not lib.goes_into_module(input.refs, bucket)
}

unknown contains lib.finding(bucket, "", "whether it refuses plain HTTP is known only after apply") if {
	some bucket in input.by_type.aws_s3_bucket
	not _refuses(bucket)
	_open(bucket)
}

unknown contains lib.finding(bucket, "", "has no policy here; what the module it goes into makes is not shown") if {
	some bucket in input.by_type.aws_s3_bucket
	not _refuses(bucket)
	not _open(bucket)
	lib.goes_into_module(input.refs, bucket)
}

_refuses(bucket) if {
	some holder in _policies(bucket)
	some statement in iam.as_list(holder.docs.policy.Statement)
	statement.Effect == "Deny"
	some condition in iam.conditions(statement)
	condition.key == "aws:securetransport"
	"false" in _texts(statement, condition)
}

# JSON has it as text or as a word of its own
_texts(_, condition) := condition.values if count(condition.values) > 0

_texts(statement, condition) := ["false"] if {
	count(condition.values) == 0
	some value in statement.Condition.Bool
	value == false
}

_open(bucket) if {
	some holder in _policies(bucket)
	not holder.docs.policy
	lib.unreadable(holder, "policy")
}

_open(bucket) if {
	some holder in _policies(bucket)
	lib.unresolved(holder.values.policy)
}

_policies(bucket) := array.concat([bucket], places.pointing(bucket, "aws_s3_bucket_policy.bucket"))
