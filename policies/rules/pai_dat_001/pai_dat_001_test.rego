package groundplane.policies.pai_dat_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_001 as rule

_bucket := fixture.resource("aws_s3_bucket", "b", {})

_refs := {"app/aws_s3_bucket.b": {"aws_s3_bucket_public_access_block.bucket": ["app/aws_s3_bucket_public_access_block.x"]}}

_block(values) := fixture.with_refs(fixture.document([_bucket, fixture.resource("aws_s3_bucket_public_access_block", "x", values)]), _refs)

_all := {"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true}

test_all_four_blocks_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _block(_all)
}

test_a_bucket_without_is_denied if {
	count(rule.deny) == 1 with input as fixture.document([_bucket])
}

test_each_missing_block_is_denied if {
	fixture.attributes(rule.deny) == ["block_public_acls", "ignore_public_acls"] with input as _block({"block_public_policy": true, "restrict_public_buckets": true, "ignore_public_acls": false})
	count(rule.deny) == 1 with input as _block(object.union(_all, {"block_public_acls": "yes"}))
}

test_unknown_is_unknown if {
	document := _block(object.union(_all, {"block_public_acls": "${var.block}"}))
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["block_public_acls"] with input as document
	count(rule.unknown) == 1 with input as fixture.with_refs(fixture.document([_bucket]), {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
}
