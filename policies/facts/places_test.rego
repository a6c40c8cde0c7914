package groundplane.facts.places_test

import data.groundplane.facts.places
import data.groundplane.fixture

_bucket := fixture.resource("aws_s3_bucket", "b", {})

_document := fixture.with_refs(
	fixture.document([_bucket, fixture.resource("aws_s3_bucket_policy", "p", {}), fixture.resource("aws_s3_bucket_policy", "q", {})]),
	{"app/aws_s3_bucket.b": {"aws_s3_bucket_policy.bucket": ["app/aws_s3_bucket_policy.p", "app/module.gone"]}},
)

test_those_that_point_are_found if {
	[other.name | some other in places.pointing(_bucket, "aws_s3_bucket_policy.bucket")] == ["p"] with input as _document
	places.pointing(_bucket, "aws_s3_bucket_acl.bucket") == [] with input as _document
}

test_stages_but_production_are_rehearsals if {
	places.rehearsals == {"a"} with input as {"stacks": {
		"a": {"descriptor": {"stage": "staging"}},
		"b": {"descriptor": {"stage": "production"}},
		"c": {},
	}}
}
