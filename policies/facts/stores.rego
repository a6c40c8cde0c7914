# METADATA
# title: Where data lies
# description: Types that keep data, and what their tags say of it. Tags are data-class, owner, retention-days and content.
package groundplane.facts.stores

import data.groundplane.facts.tags
import data.groundplane.lib

# types that keep data
types := {
	"aws_db_instance",
	"aws_dynamodb_table",
	"aws_ebs_volume",
	"aws_efs_file_system",
	"aws_elasticache_replication_group",
	"aws_fsx_lustre_file_system",
	"aws_kinesis_stream",
	"aws_msk_serverless_cluster",
	"aws_opensearch_domain",
	"aws_opensearchserverless_collection",
	"aws_rds_cluster",
	"aws_redshiftserverless_namespace",
	"aws_s3_bucket",
	"aws_s3vectors_vector_bucket",
}

all := [store |
	some type in types
	some store in input.by_type[type]
]

# buckets that receive logs
log_buckets contains lib.id(bucket) if {
	some bucket in input.by_type.aws_s3_bucket
	some attribute in {
		"aws_cloudtrail.s3_bucket_name",
		"aws_flow_log.log_destination",
		"aws_lb.access_logs.bucket",
		"aws_s3_bucket_logging.target_bucket",
	}
	count(lib.pointers(input.refs, bucket, attribute)) > 0
}

# buckets that keep the audit trail: CloudTrail writes into them, or their tag says so
archives := array.concat(
	[bucket |
		some bucket in input.by_type.aws_s3_bucket
		count(lib.pointers(input.refs, bucket, "aws_cloudtrail.s3_bucket_name")) > 0
	],
	[bucket |
		some bucket in input.by_type.aws_s3_bucket
		tags.of(bucket).content == "audit"
	],
)

# buckets without a resource of a type that configures them, as far as is shown
without(type) := [bucket |
	some bucket in _bare(type)
	not lib.goes_into_module(input.refs, bucket)
]

# the same, where a module they go into may have made one
perhaps_without(type) := [bucket |
	some bucket in _bare(type)
	lib.goes_into_module(input.refs, bucket)
]

_bare(type) := [bucket |
	some bucket in input.by_type.aws_s3_bucket
	count(lib.pointers(input.refs, bucket, concat("", [type, ".bucket"]))) == 0
]

# days something is kept by its tag; nothing where the tag says none
retention_days(resource) := to_number(days) if {
	days := tags.of(resource)["retention-days"]
	regex.match(`^[1-9][0-9]{0,4}$`, lib.show(days))
}
