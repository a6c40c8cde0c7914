# METADATA
# title: Buckets forget what they should
# description: >-
#   Each bucket has a lifecycle that drops unfinished uploads, and keeps objects exactly as long as its tag retention-days
#   promises. A promise nobody enforces is a finding of the next audit.
# custom:
#   id: PAI-DAT-003
#   inspects: [aws_s3_bucket, aws_s3_bucket_lifecycle_configuration]
#   controls:
#     checkov: [CKV2_AWS_61, CKV_AWS_300]
#     aws-fsbp: [S3.10, S3.13]
#     soc2: [C1.2]
#     hipaa-164: [316(b)(2)(i)]
#     nist-ai-rmf-1.0: [MAP 4.2]
#     eu-ai-act: ["12"]
#   fix: "S3BucketLifecycleConfiguration with rule: [{ id, status: 'Enabled', abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }], expiration: [{ days }] }], days as in the tag retention-days"
package groundplane.policies.pai_dat_003

import data.groundplane.facts.places
import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(bucket, "", "has no lifecycle") if {
	some bucket in stores.without("aws_s3_bucket_lifecycle_configuration")
	count(lib.blocks(bucket.values, "lifecycle_rule")) == 0
}

deny contains lib.finding(lifecycle, "rule", "does not drop unfinished uploads") if {
	some lifecycle in input.by_type.aws_s3_bucket_lifecycle_configuration
	not _drops_uploads(lifecycle)
	not "rule" in lifecycle.unknown
}

deny contains lib.finding(lifecycle, "rule", sprintf("does not expire objects after %d days, as the bucket's tag promises", [days])) if {
	some pair in _promises
	[lifecycle, days] := pair
	not _expires(lifecycle, days)
	not _open(lifecycle)
}

unknown contains lib.finding(bucket, "", "has no lifecycle here; what the module it goes into makes is not shown") if {
	some bucket in stores.perhaps_without("aws_s3_bucket_lifecycle_configuration")
}

unknown contains lib.finding(lifecycle, "rule", "is known only after apply") if {
	some pair in _promises
	[lifecycle, days] := pair
	not _expires(lifecycle, days)
	_open(lifecycle)
}

unknown contains lib.finding(lifecycle, "rule", "is known only after apply") if {
	some lifecycle in input.by_type.aws_s3_bucket_lifecycle_configuration
	"rule" in lifecycle.unknown
}

_drops_uploads(lifecycle) if {
	some block in lib.blocks(lifecycle.values, "rule")
	block.status == "Enabled"
	some upload in lib.blocks(block, "abort_incomplete_multipart_upload")
	upload.days_after_initiation
}

# lifecycles of buckets whose tag names a number of days
_promises := [[lifecycle, days] |
	some bucket in input.by_type.aws_s3_bucket
	days := stores.retention_days(bucket)
	some lifecycle in places.pointing(bucket, "aws_s3_bucket_lifecycle_configuration.bucket")
]

_expires(lifecycle, days) if {
	some block in lib.blocks(lifecycle.values, "rule")
	block.status == "Enabled"
	some expiration in lib.blocks(block, "expiration")
	expiration.days == days
}

_open(lifecycle) if {
	some path in lifecycle.unknown
	regex.match(`^rule($|\[\d+\]\.(status|expiration))`, path)
}
