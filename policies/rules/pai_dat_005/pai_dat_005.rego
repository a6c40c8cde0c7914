# METADATA
# title: The audit archive cannot be changed
# description: >-
#   Buckets that keep the audit trail have Object Lock with a default retention as long as their tag promises, in enterprise
#   in compliance mode, which nobody can shorten. An environment that is no production may be thrown away and is left out.
#   Evidence that an administrator can delete is none.
# custom:
#   id: PAI-DAT-005
#   inspects: [aws_s3_bucket, aws_s3_bucket_object_lock_configuration]
#   controls:
#     checkov: [CKV_AWS_143]
#     aws-fsbp: [S3.15]
#     aws-aisf: [DETECT-01]
#     soc2: [CC7.2]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.8]
#     eu-ai-act: ["12", "26"]
#   setting: "audit.archive.lock: compliance, and audit.archive.retentionDays"
#   fix: "S3Bucket with objectLockEnabled: true and S3BucketObjectLockConfigurationA with rule: { defaultRetention: { mode: 'COMPLIANCE', days } }"
package groundplane.policies.pai_dat_005

import data.groundplane.facts.places
import data.groundplane.facts.stores
import data.groundplane.lib

# what it looks at
judged := _archives

deny contains lib.finding(bucket, "object_lock_enabled", "keeps the audit trail without Object Lock") if {
	some bucket in _archives
	lib.value(bucket, ["object_lock_enabled"], false) == false
	count(_locks(bucket)) == 0
}

deny contains lib.finding(bucket, "object_lock_enabled", "has Object Lock and no default retention") if {
	some bucket in _archives
	lib.value(bucket, ["object_lock_enabled"], false) == true
	count(_locks(bucket)) == 0
}

deny contains lib.finding(lock, "rule", "has no default retention") if {
	some pair in _pairs
	lock := pair[1]
	count(_retentions(lock)) == 0
	not "rule" in lock.unknown
}

deny contains lib.finding(lock, "rule[0].default_retention[0].mode", sprintf("is %s, which an administrator can shorten", [lib.show(mode)])) if {
	input.tier == "enterprise"
	some [_, lock] in _pairs
	some retention in _retentions(lock)
	mode := object.get(retention, "mode", "none")
	mode != "COMPLIANCE"
	not lib.unresolved(mode)
}

deny contains lib.finding(lock, "rule[0].default_retention[0].days", sprintf("is less than the %d days the bucket's tag promises", [promised])) if {
	some [bucket, lock] in _pairs
	promised := stores.retention_days(bucket)
	some retention in _retentions(lock)
	_days(retention) < promised
}

unknown contains lib.open_at(bucket, ["object_lock_enabled"]) if {
	some bucket in _archives
	count(_locks(bucket)) == 0
	lib.unresolved(lib.value(bucket, ["object_lock_enabled"], false))
}

unknown contains lib.finding(lock, path, "is known only after apply") if {
	some [_, lock] in _pairs
	some path in lock.unknown
	regex.match(`^rule($|\[0\]\.default_retention($|\[0\]\.(mode|days|years)))`, path)
}

_archives := [bucket |
	some bucket in stores.archives
	not bucket.stack in places.rehearsals
]

_locks(bucket) := places.pointing(bucket, "aws_s3_bucket_object_lock_configuration.bucket")

_pairs := [[bucket, lock] |
	some bucket in _archives
	some lock in _locks(bucket)
]

_retentions(lock) := [retention |
	some block in lib.blocks(lock.values, "rule")
	some retention in lib.blocks(block, "default_retention")
]

_days(retention) := retention.days if is_number(retention.days)

_days(retention) := retention.years * 365 if {
	is_number(retention.years)
	not retention.days
}
