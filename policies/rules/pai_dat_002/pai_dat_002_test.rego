package groundplane.policies.pai_dat_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_002 as rule

_bucket(values) := fixture.resource("aws_s3_bucket", "b", values)

_refs := {"app/aws_s3_bucket.b": {"aws_s3_bucket_versioning.bucket": ["app/aws_s3_bucket_versioning.x"]}}

_versioned(status) := fixture.with_refs(fixture.document([_bucket({}), fixture.resource("aws_s3_bucket_versioning", "x", {"versioning_configuration": [{"status": status}]})]), _refs)

test_versioned_buckets_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _versioned("Enabled")
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_bucket({"versioning": [{"enabled": true}]})])
}

test_others_are_denied if {
	count(rule.deny) == 1 with input as fixture.document([_bucket({})])
	count(rule.deny) == 1 with input as fixture.document([_bucket({"versioning": [{"enabled": false}]})])
	every status in ["Suspended", "Disabled", 5] {
		fixture.attributes(rule.deny) == ["versioning_configuration[0].status"] with input as _versioned(status)
	}
}

test_unknown_is_unknown if {
	every document in [
		_versioned("${var.status}"),
		fixture.document([fixture.with_unknown(_bucket({}), ["versioning"])]),
		fixture.with_refs(fixture.document([_bucket({})]), {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}}),
	] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}
