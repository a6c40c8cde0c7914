package groundplane.policies.pai_br_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_br_001 as rule

_gateway := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"model_list": [{"model_name": "chat", "litellm_params": {"model": "bedrock/amazon.nova-pro-v1:0"}}]}}})

_trail := fixture.resource("aws_cloudtrail", "t", {})

_logging(config) := fixture.resource("aws_bedrock_model_invocation_logging_configuration", "l", {"logging_config": [config]})

_group(values) := fixture.resource("aws_cloudwatch_log_group", "g", values)

_refs := {"app/aws_cloudwatch_log_group.g": {"aws_bedrock_model_invocation_logging_configuration.logging_config.cloudwatch_config.log_group_name": ["app/aws_bedrock_model_invocation_logging_configuration.l"]}}

_cloudwatch := _logging({"cloudwatch_config": [{"log_group_name": "${aws_cloudwatch_log_group.g.name}"}]})

test_recorded_and_encrypted_is_allowed if {
	document := fixture.with_refs(fixture.document([_gateway, _trail, _cloudwatch, _group({"kms_key_id": "k"})]), _refs)
	count(rule.deny | rule.unknown) == 0 with input as document
	count(rule.deny) == 0 with input as fixture.document([_logging({"s3_config": [{"bucket_name": "b"}]})])
}

test_unrecorded_is_denied if {
	fixture.attributes(rule.deny) == ["values.proxy_config.model_list[0].litellm_params.model"] with input as fixture.document([_gateway, _trail])
	count(rule.deny) == 0 with input as fixture.document([_gateway])
}

test_nowhere_or_in_clear_is_denied if {
	fixture.attributes(rule.deny) == ["logging_config"] with input as fixture.document([_logging({})])
	fixture.attributes(rule.deny) == ["kms_key_id"] with input as fixture.with_refs(fixture.document([_cloudwatch, _group({})]), _refs)
}

test_unknown_is_unknown if {
	logging := fixture.with_unknown(fixture.resource("aws_bedrock_model_invocation_logging_configuration", "l", {}), ["logging_config"])
	count(rule.deny) == 0 with input as fixture.document([logging])
	count(rule.unknown) == 1 with input as fixture.document([logging])
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), ["values[0]"])])
}
