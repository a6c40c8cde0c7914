# METADATA
# title: Buckets encrypt with a KMS key
# description: >-
#   Each bucket encrypts by default with SSE-KMS and a bucket key. Documents, prompts and weights lie in them; the bucket key
#   keeps the price of it down. A bucket that load balancers write their access logs into is encrypted by S3 itself: they can
#   use no other key.
# custom:
#   id: PAI-ENC-003
#   inspects: [aws_s3_bucket, aws_s3_bucket_server_side_encryption_configuration]
#   controls:
#     checkov: [CKV_AWS_19, CKV_AWS_145]
#     aws-fsbp: [S3.17]
#     aws-aisf: [DATA-04]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   fix: "S3BucketServerSideEncryptionConfigurationA with rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId }, bucketKeyEnabled: true }]"
package groundplane.policies.pai_enc_003

import data.groundplane.facts.iam
import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(bucket, "", "has no default encryption with a KMS key and bucket key") if {
	some bucket in input.by_type.aws_s3_bucket
	not _encrypted(bucket)
	not _open(bucket)
	not lib.goes_into_module(input.refs, bucket)
}

unknown contains lib.finding(bucket, "", "how it is encrypted is known only after apply") if {
	some bucket in input.by_type.aws_s3_bucket
	not _encrypted(bucket)
	_open(bucket)
}

unknown contains lib.finding(bucket, "", "has no encryption here; what the module it goes into makes is not shown") if {
	some bucket in input.by_type.aws_s3_bucket
	not _encrypted(bucket)
	not _open(bucket)
	lib.goes_into_module(input.refs, bucket)
}

_encrypted(bucket) if count(_configurations(bucket) & _good) > 0

_encrypted(bucket) if {
	some configuration in lib.blocks(bucket.values, "server_side_encryption_configuration")
	_kms(configuration)
}

_encrypted(bucket) if {
	count(_configurations(bucket) & _by_s3) > 0
	_for_load_balancers(bucket)
}

_open(bucket) if count(_configurations(bucket) & _unresolved) > 0

_open(bucket) if "server_side_encryption_configuration" in bucket.unknown

_configurations(bucket) := {pointer |
	some pointer in lib.pointers(input.refs, bucket, "aws_s3_bucket_server_side_encryption_configuration.bucket")
}

_good contains lib.id(configuration) if {
	some configuration in input.by_type.aws_s3_bucket_server_side_encryption_configuration
	_kms(configuration.values)
}

_by_s3 contains lib.id(configuration) if {
	some configuration in input.by_type.aws_s3_bucket_server_side_encryption_configuration
	some rule in lib.blocks(configuration.values, "rule")
	some default_ in lib.blocks(rule, "apply_server_side_encryption_by_default")
	default_.sse_algorithm == "AES256"
}

_for_load_balancers(bucket) if {
	some holder in places.pointing(bucket, "aws_s3_bucket_policy.bucket")
	iam.admits_only(holder.docs.policy, "logdelivery.elasticloadbalancing.amazonaws.com")
}

_unresolved contains lib.id(configuration) if {
	some configuration in input.by_type.aws_s3_bucket_server_side_encryption_configuration
	some path in configuration.unknown
	regex.match(`^rule($|.*(sse_algorithm|bucket_key_enabled|by_default)$)`, path)
}

_kms(configuration) if {
	some rule in lib.blocks(configuration, "rule")
	rule.bucket_key_enabled == true
	some default_ in lib.blocks(rule, "apply_server_side_encryption_by_default")
	default_.sse_algorithm == "aws:kms"
}

# two layers of KMS encryption know no bucket key
_kms(configuration) if {
	some rule in lib.blocks(configuration, "rule")
	some default_ in lib.blocks(rule, "apply_server_side_encryption_by_default")
	default_.sse_algorithm == "aws:kms:dsse"
}
