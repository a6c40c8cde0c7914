# METADATA
# title: What is asked of Bedrock is recorded
# description: >-
#   Where a Bedrock model is routed or may be invoked, invocations are logged, and into a place that is encrypted with a key
#   of ours. It is judged once the environment records them at all or has a trail; an account has one such setting a region,
#   which another environment may own.
# custom:
#   id: PAI-BR-001
#   inspects: [aws_bedrock_model_invocation_logging_configuration, helm_release, aws_cloudtrail]
#   controls:
#     aws-aisf: [AI-05]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     nist-ai-rmf-1.0: [MEASURE 2.8]
#     eu-ai-act: ["12"]
#   setting: "models.<name>.provider: bedrock for each model of it that is asked; the platform then records its invocations"
#   fix: "BedrockModelInvocationLoggingConfiguration with loggingConfig: [{ cloudwatchConfig: [{ logGroupName, roleArn }] }], the log group with kmsKeyId"
package groundplane.policies.pai_br_001

import data.groundplane.facts.gateway
import data.groundplane.facts.places
import data.groundplane.lib

# what it looks at
judged := array.concat(object.get(input.by_type, "aws_bedrock_model_invocation_logging_configuration", []), [model.place | some model in _called])

deny contains lib.keyed(lib.finding(model.place, model.at, sprintf("%s is asked and no invocation is recorded", [model.model])), model.name) if {
	not input.by_type.aws_bedrock_model_invocation_logging_configuration
	some model in _called
}

deny contains lib.finding(logging, "logging_config", "names no place to log to") if {
	some logging in input.by_type.aws_bedrock_model_invocation_logging_configuration
	not _goes_somewhere(logging)
	not _open(logging)
}

deny contains lib.finding(group, "kms_key_id", "invocations are logged here without a key of ours") if {
	some group in input.by_type.aws_cloudwatch_log_group
	count(places.pointing(group, "aws_bedrock_model_invocation_logging_configuration.logging_config.cloudwatch_config.log_group_name")) > 0
	not lib.given(group, ["kms_key_id"])
}

unknown contains lib.finding(logging, "logging_config", "is known only after apply") if {
	some logging in input.by_type.aws_bedrock_model_invocation_logging_configuration
	not _goes_somewhere(logging)
	_open(logging)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_called := [model |
	input.by_type.aws_cloudtrail
	some model in gateway.models
	startswith(gateway.provider(model), "bedrock")
]

_goes_somewhere(logging) if {
	some config in lib.blocks(logging.values, "logging_config")
	some name, setting in {"cloudwatch_config": "log_group_name", "s3_config": "bucket_name"}
	some place in lib.blocks(config, name)
	place[setting]
}

_open(logging) if {
	some path in logging.unknown
	startswith(path, "logging_config")
}
