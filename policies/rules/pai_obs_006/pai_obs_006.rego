# METADATA
# title: Events that could not be delivered are kept
# description: >-
#   A Firehose to anything but S3 writes what failed into a bucket, encrypted with a key of ours. Else an hour without the
#   sink is an hour without audit.
# custom:
#   id: PAI-OBS-006
#   inspects: [aws_kinesis_firehose_delivery_stream]
#   controls:
#     checkov: [CKV_AWS_240, CKV_AWS_241]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   fix: "s3BackupMode: 'FailedDataOnly' (not 'Disabled') and s3Configuration: { bucketArn, roleArn, kmsKeyArn }"
package groundplane.policies.pai_obs_006

import data.groundplane.lib

deny contains lib.finding(stream, sprintf("%s.s3_backup_mode", [name]), "what fails is lost") if {
	some [stream, name, sink] in _sinks
	object.get(sink, "s3_backup_mode", _default(name)) == "Disabled"
}

deny contains lib.finding(stream, sprintf("%s.s3_configuration", [name]), "what fails is written without a key of ours") if {
	some [stream, name, sink] in _sinks
	count([backup | some backup in lib.blocks(sink, "s3_configuration"); backup.kms_key_arn]) == 0
	not _open(stream, name)
}

unknown contains lib.finding(stream, sprintf("%s.s3_backup_mode", [name]), "is known only after apply") if {
	some [stream, name, sink] in _sinks
	lib.unresolved(object.get(sink, "s3_backup_mode", ""))
}

unknown contains lib.finding(stream, name, "is known only after apply") if {
	some stream in input.by_type.aws_kinesis_firehose_delivery_stream
	some name in _names
	name in stream.unknown
}

unknown contains lib.finding(stream, sprintf("%s.s3_configuration", [name]), "is known only after apply") if {
	some [stream, name, sink] in _sinks
	count([backup | some backup in lib.blocks(sink, "s3_configuration"); backup.kms_key_arn]) == 0
	_open(stream, name)
}

_names := {
	"elasticsearch_configuration",
	"http_endpoint_configuration",
	"iceberg_configuration",
	"opensearch_configuration",
	"opensearchserverless_configuration",
	"redshift_configuration",
	"snowflake_configuration",
	"splunk_configuration",
}

_sinks := [[stream, name, sink] |
	some stream in input.by_type.aws_kinesis_firehose_delivery_stream
	some name in _names
	some sink in lib.blocks(stream.values, name)
]

# what the provider takes where nothing is written
_default(name) := "Disabled" if name == "redshift_configuration"

_default(name) := "FailedDataOnly" if name != "redshift_configuration"

_open(stream, name) if {
	some path in stream.unknown
	regex.match(concat("", ["^", name, `\[0\]\.s3_configuration$`]), path)
}
