# METADATA
# title: Who reads a bucket is recorded
# description: >-
#   Each bucket that is no log bucket itself writes access logs, or CloudTrail records the reading and writing of its
#   objects, that of the organisation where the environment says so. Without it nobody can say who took which document.
# custom:
#   id: PAI-DAT-004
#   inspects: [aws_s3_bucket, aws_s3_bucket_logging, aws_cloudtrail]
#   controls:
#     checkov: [CKV_AWS_18]
#     aws-fsbp: [S3.9]
#     aws-aisf: [DETECT-01]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   setting: "audit.trail: own, or organisation where a trail of that kind is kept elsewhere"
#   fix: "S3BucketLoggingA with targetBucket and targetPrefix, or a trail with S3 data events"
package groundplane.policies.pai_dat_004

import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(bucket, "", "neither writes access logs nor has its data events recorded") if {
	some bucket in stores.without("aws_s3_bucket_logging")
	_unrecorded(bucket)
	not _trail_open
}

unknown contains lib.finding(bucket, "", "writes no access logs here; what the module it goes into makes is not shown") if {
	some bucket in stores.perhaps_without("aws_s3_bucket_logging")
	_unrecorded(bucket)
}

unknown contains lib.finding(bucket, "", "which data events the trail records is known only after apply") if {
	some bucket in stores.without("aws_s3_bucket_logging")
	_unrecorded(bucket)
	_trail_open
}

_unrecorded(bucket) if {
	not lib.id(bucket) in stores.log_buckets
	count(lib.blocks(bucket.values, "logging")) == 0
	not _all_recorded
	not _kept_elsewhere
	count(_events(bucket)) == 0
}

# a trail that names the bucket in its selectors
_events(bucket) := [pointer |
	some attribute in {"aws_cloudtrail.event_selector.data_resource.values", "aws_cloudtrail.advanced_event_selector.field_selector.starts_with"}
	some pointer in lib.pointers(input.refs, bucket, attribute)
]

# a trail of the organisation is judged where it is made
_kept_elsewhere if {
	some _, stack in input.stacks
	stack.descriptor.trail == "organisation"
}

_all_recorded if {
	some trail in input.by_type.aws_cloudtrail
	some selector in lib.blocks(trail.values, "event_selector")
	some data_resource in lib.blocks(selector, "data_resource")
	some arn in lib.texts(data_resource.values)
	regex.match(`^arn:aws[a-z-]*:s3(:::)?$`, arn)
}

_all_recorded if {
	some trail in input.by_type.aws_cloudtrail
	some selector in lib.blocks(trail.values, "advanced_event_selector")
	fields := lib.blocks(selector, "field_selector")
	some field in fields
	field.field == "resources.type"
	"AWS::S3::Object" in lib.texts(field.equals)
	not "resources.ARN" in {other.field | some other in fields}
}

_trail_open if {
	some trail in input.by_type.aws_cloudtrail
	some path in trail.unknown
	regex.match(`^(advanced_)?event_selector`, path)
}
