# METADATA
# title: "Queues, topics, streams and logs have a key of ours"
# description: >-
#   What services say to each other and write down is encrypted with a customer managed key: topics, queues, streams,
#   deliveries and log groups.
# custom:
#   id: PAI-ENC-010
#   inspects: [aws_sns_topic, aws_sqs_queue, aws_kinesis_stream, aws_kinesis_firehose_delivery_stream, aws_cloudwatch_log_group]
#   controls:
#     checkov: [CKV_AWS_26, CKV_AWS_27, CKV_AWS_158, CKV_AWS_185, CKV_AWS_240, CKV_AWS_241, CKV2_AWS_73]
#     aws-fsbp: [SNS.1, SQS.1]
#     aws-aisf: [INFRA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#   fix: "kmsMasterKeyId for topics and queues, kmsKeyId for streams and log groups, serverSideEncryption: { enabled: true, keyType: 'CUSTOMER_MANAGED_CMK', keyArn } for deliveries"
package groundplane.policies.pai_enc_010

import data.groundplane.lib

deny contains lib.finding(resource, attribute, "is not encrypted with a key of ours") if {
	some type, attribute in _attributes
	some resource in input.by_type[type]
	_of_aws(lib.show(lib.value(resource, [attribute], "")))
}

deny contains lib.finding_at(stream, _type_of_key, "is not encrypted with a key of ours") if {
	some stream in _deliveries
	lib.breaks(stream, {"path": _type_of_key, "absent": "AWS_OWNED_CMK", "allowed": ["CUSTOMER_MANAGED_CMK"]})
}

unknown contains lib.open_at(stream, _type_of_key) if {
	some stream in _deliveries
	lib.undecided(stream, {"path": _type_of_key, "absent": "AWS_OWNED_CMK"})
}

_attributes := {
	"aws_cloudwatch_log_group": "kms_key_id",
	"aws_kinesis_stream": "kms_key_id",
	"aws_sns_topic": "kms_master_key_id",
	"aws_sqs_queue": "kms_master_key_id",
}

_of_aws("")

_of_aws(key) if regex.match(`^(arn:[^:]*:kms:[^:]*:[^:]*:)?alias/aws/`, key)

_type_of_key := ["server_side_encryption", 0, "key_type"]

# what comes from a stream is encrypted by the key of the stream
_deliveries := [stream |
	some stream in input.by_type.aws_kinesis_firehose_delivery_stream
	not lib.given(stream, ["kinesis_source_configuration"])
	not lib.given(stream, ["msk_source_configuration"])
]
