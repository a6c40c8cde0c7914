package groundplane.policies.pai_dat_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_004 as rule

_bucket(values) := fixture.resource("aws_s3_bucket", "b", values)

_with_trail(values) := fixture.document([_bucket({}), fixture.resource("aws_cloudtrail", "t", values)])

_advanced(fields) := _with_trail({"advanced_event_selector": [{"field_selector": fields}]})

_objects := {"field": "resources.type", "equals": ["AWS::S3::Object"]}

_pointed(attribute) := fixture.with_refs(fixture.document([_bucket({})]), {"app/aws_s3_bucket.b": {attribute: ["app/x.y"]}})

test_recorded_buckets_are_allowed if {
	every document in [
		_pointed("aws_s3_bucket_logging.bucket"),
		_pointed("aws_s3_bucket_logging.target_bucket"),
		_pointed("aws_cloudtrail.event_selector.data_resource.values"),
		fixture.document([_bucket({"logging": [{"target_bucket": "l"}]})]),
		_advanced([_objects]),
		_with_trail({"event_selector": [{"data_resource": [{"values": ["arn:aws:s3"]}]}]}),
	] {
		count(rule.deny | rule.unknown) == 0 with input as document
	}
}

test_others_are_denied if {
	every document in [
		fixture.document([_bucket({})]),
		_advanced([_objects, {"field": "resources.ARN", "starts_with": ["arn:aws:s3:::other/"]}]),
		_advanced([{"field": "resources.type", "equals": ["AWS::Lambda::Function"]}]),
		_with_trail({"event_selector": [{"data_resource": [{"values": ["arn:aws:s3:::other/"]}]}]}),
		_with_trail({"event_selector": "x"}),
	] {
		count(rule.deny) == 1 with input as document
	}
}

test_unknown_is_unknown if {
	trail := fixture.with_unknown(fixture.resource("aws_cloudtrail", "t", {}), ["event_selector"])
	every document in [fixture.document([_bucket({}), trail]), _pointed("module.bucket")] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}

test_a_trail_of_the_organisation_is_judged_where_it_is_made if {
	said := object.union(fixture.document([_bucket({})]), {"stacks": {"detection": {"descriptor": {"trail": "organisation"}}}})
	count(rule.deny | rule.unknown) == 0 with input as said
}
