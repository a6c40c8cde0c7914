package groundplane.facts.stores_test

import data.groundplane.facts.stores
import data.groundplane.fixture

_bucket(tags) := fixture.document([fixture.resource("aws_s3_bucket", "b", {"tags": tags})])

_pointed(attribute) := fixture.with_refs(_bucket({}), {"app/aws_s3_bucket.b": {attribute: ["app/x.y"]}})

test_stores_are_all_that_keeps_data if {
	count(stores.all) == 1 with input as _bucket({})
	count(stores.all) == 0 with input as fixture.one("aws_vpc", {})
}

test_who_gets_logs_is_a_log_bucket if {
	stores.log_buckets == {"app/aws_s3_bucket.b"} with input as _pointed("aws_flow_log.log_destination")
	stores.log_buckets == set() with input as _pointed("aws_s3_bucket_logging.bucket")
}

test_archives_are_told_by_trail_or_tag if {
	count(stores.archives) == 1 with input as _pointed("aws_cloudtrail.s3_bucket_name")
	count(stores.archives) == 1 with input as _bucket({"content": "audit"})
	count(stores.archives) == 0 with input as _bucket({"content": "documents"})
}

test_buckets_without_a_configuration if {
	count(stores.without("aws_s3_bucket_versioning")) == 1 with input as _bucket({})
	count(stores.without("aws_s3_bucket_versioning")) == 0 with input as _pointed("aws_s3_bucket_versioning.bucket")
	count(stores.without("aws_s3_bucket_versioning")) == 0 with input as _pointed("module.bucket")
	count(stores.perhaps_without("aws_s3_bucket_versioning")) == 1 with input as _pointed("module.bucket")
	count(stores.perhaps_without("aws_s3_bucket_versioning")) == 0 with input as _bucket({})
}

test_retention_is_days if {
	bucket := fixture.resource("aws_s3_bucket", "b", {"tags": {"retention-days": "180"}})
	stores.retention_days(bucket) == 180 with input as fixture.empty
	every days in ["0", "forever", "", "99999999"] {
		not stores.retention_days(fixture.resource("aws_s3_bucket", "b", {"tags": {"retention-days": days}})) with input as fixture.empty
	}
}
