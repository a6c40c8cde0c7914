package groundplane.policies.pai_obs_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_006 as rule

_good := {"s3_configuration": [{"kms_key_arn": "k"}]}

_stream(name, sink) := fixture.resource("aws_kinesis_firehose_delivery_stream", "f", {name: [sink]})

test_failed_events_kept_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_stream("http_endpoint_configuration", _good)])
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_stream("redshift_configuration", object.union(_good, {"s3_backup_mode": "Enabled"}))])
	count(rule.deny) == 0 with input as fixture.document([_stream("extended_s3_configuration", {})])
}

test_lost_or_in_clear_is_denied if {
	fixture.attributes(rule.deny) == ["redshift_configuration.s3_backup_mode"] with input as fixture.document([_stream("redshift_configuration", _good)])
	fixture.attributes(rule.deny) == ["splunk_configuration.s3_configuration"] with input as fixture.document([_stream("splunk_configuration", {"s3_configuration": [{}]})])
}

test_unknown_is_unknown if {
	every stream in [
		_stream("splunk_configuration", object.union(_good, {"s3_backup_mode": "${var.m}"})),
		fixture.with_unknown(fixture.resource("aws_kinesis_firehose_delivery_stream", "f", {}), ["splunk_configuration"]),
		fixture.with_unknown(_stream("splunk_configuration", {}), ["splunk_configuration[0].s3_configuration"]),
	] {
		count(rule.deny) == 0 with input as fixture.document([stream])
		count(rule.unknown) == 1 with input as fixture.document([stream])
	}
}
