package groundplane.policies.pai_enc_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_010 as rule

_attributes := {"aws_cloudwatch_log_group": "kms_key_id", "aws_kinesis_stream": "kms_key_id", "aws_sns_topic": "kms_master_key_id", "aws_sqs_queue": "kms_master_key_id"}

_stream(values) := fixture.document([fixture.resource("aws_kinesis_firehose_delivery_stream", "s", values)])

test_keys_of_ours_are_allowed if {
	every type, attribute in _attributes {
		every key in ["${aws_kms_key.k.arn}", "alias/acme", "(known after apply)"] {
			count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource(type, "r", {attribute: key})])
		}
	}
	count(rule.deny | rule.unknown) == 0 with input as _stream({"server_side_encryption": [{"enabled": true, "key_type": "CUSTOMER_MANAGED_CMK"}]})
	count(rule.deny | rule.unknown) == 0 with input as _stream({"kinesis_source_configuration": [{}]})
}

test_others_are_denied if {
	every type, attribute in _attributes {
		every values in [{}, {attribute: "alias/aws/sqs"}, {attribute: "arn:aws:kms:eu-central-1:1:alias/aws/sns"}] {
			fixture.attributes(rule.deny) == [attribute] with input as fixture.document([fixture.resource(type, "r", values)])
		}
	}
	fixture.attributes(rule.deny) == ["server_side_encryption[0].key_type"] with input as _stream({})
}

test_unknown_is_unknown if {
	plan := fixture.with_unknown(fixture.resource("aws_kinesis_firehose_delivery_stream", "s", {}), ["server_side_encryption"])
	fixture.attributes(rule.unknown) == ["server_side_encryption[0].key_type"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
