package groundplane.policies.pai_dat_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_003 as rule

_bucket := fixture.resource("aws_s3_bucket", "b", {"tags": {"retention-days": "180"}})

_refs := {"app/aws_s3_bucket.b": {"aws_s3_bucket_lifecycle_configuration.bucket": ["app/aws_s3_bucket_lifecycle_configuration.x"]}}

_lifecycle(rules) := fixture.resource("aws_s3_bucket_lifecycle_configuration", "x", {"rule": rules})

_document(lifecycle) := fixture.with_refs(fixture.document([_bucket, lifecycle]), _refs)

_good := {"status": "Enabled", "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}], "expiration": [{"days": 180}]}

test_a_lifecycle_that_keeps_the_promise_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_lifecycle([_good]))
}

test_no_lifecycle_is_denied if {
	count(rule.deny) == 1 with input as fixture.document([_bucket])
	count(rule.deny) == 0 with input as fixture.one("aws_s3_bucket", {"lifecycle_rule": [{"enabled": true}]})
}

test_another_time_is_denied if {
	some days in [179, 181, "180"]
	count(rule.deny) == 1 with input as _document(_lifecycle([object.union(_good, {"expiration": [{"days": days}]})]))
	count(rule.deny) == 2 with input as _document(_lifecycle([object.union(_good, {"status": "Disabled"})]))
}

test_unfinished_uploads_that_stay_are_denied if {
	[f.message | some f in rule.deny] == ["does not drop unfinished uploads"] with input as _document(_lifecycle([object.remove(_good, ["abort_incomplete_multipart_upload"])]))
}

test_without_a_promise_any_time_is_allowed if {
	document := object.union(_document(_lifecycle([object.remove(_good, ["expiration"])])), {"by_type": {"aws_s3_bucket": [fixture.resource("aws_s3_bucket", "b", {})]}})
	count(rule.deny) == 0 with input as document
}

test_unknown_is_unknown if {
	every lifecycle in [
		fixture.with_unknown(_lifecycle([object.remove(_good, ["expiration"])]), ["rule[0].expiration"]),
		fixture.with_unknown(fixture.resource("aws_s3_bucket_lifecycle_configuration", "x", {}), ["rule"]),
	] {
		count(rule.deny) == 0 with input as _document(lifecycle)
		count(rule.unknown) == 1 with input as _document(lifecycle)
	}
	count(rule.unknown) == 1 with input as fixture.with_refs(fixture.document([_bucket]), {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
}
