# METADATA
# title: The trail sees every region and cannot be forged
# description: >-
#   CloudTrail covers all regions, signs its files, is encrypted with a key of ours, and records the reading of objects;
#   with agents or knowledge bases of Bedrock, those too. A trail of the whole organisation is judged where it is made.
# custom:
#   id: PAI-OBS-003
#   inspects: [aws_cloudtrail]
#   controls:
#     checkov: [CKV_AWS_35, CKV_AWS_36, CKV_AWS_67]
#     aws-fsbp: [CloudTrail.1, CloudTrail.2, CloudTrail.4]
#     aws-aisf: [DETECT-01, AI-06]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   setting: "audit.trail: own, or organisation where a trail of that kind is kept elsewhere"
#   fix: "isMultiRegionTrail: true, enableLogFileValidation: true, kmsKeyId, advancedEventSelector for AWS::S3::Object and AWS::Bedrock::KnowledgeBase"
package groundplane.policies.pai_obs_003

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_cloudtrail, _wishes)
}

deny contains lib.keyed(lib.finding(trail, "advanced_event_selector", sprintf("no data events of %s", [type])), type) if {
	some trail in input.by_type.aws_cloudtrail
	not _open(trail)
	some type in _data_types
	not type in _recorded(trail)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_cloudtrail, _wishes)
}

unknown contains lib.finding(trail, "advanced_event_selector", "is known only after apply") if {
	some trail in input.by_type.aws_cloudtrail
	_open(trail)
	some type in _data_types
	not type in _recorded(trail)
}

_wishes := [
	{"path": ["is_multi_region_trail"], "absent": false, "allowed": [true], "message": "sees one region"},
	{"path": ["enable_log_file_validation"], "absent": false, "allowed": [true], "message": "files are not signed"},
	{"path": ["enable_logging"], "absent": true, "allowed": [true], "message": "is switched off"},
	{"path": ["kms_key_id"], "given": true, "message": "is not encrypted with a key of ours"},
]

_data_types contains "AWS::S3::Object"

_data_types contains "AWS::Bedrock::KnowledgeBase" if input.by_type.aws_bedrockagent_knowledge_base

_data_types contains "AWS::Bedrock::AgentAlias" if input.by_type.aws_bedrockagent_agent

_recorded(trail) := _advanced(trail) | _simple(trail)

_advanced(trail) := {type |
	some selector in lib.blocks(trail.values, "advanced_event_selector")
	some field in lib.blocks(selector, "field_selector")
	field.field == "resources.type"
	some type in lib.texts(field.equals)
}

_simple(trail) := {data_resource.type |
	some selector in lib.blocks(trail.values, "event_selector")
	some data_resource in lib.blocks(selector, "data_resource")
}

_open(trail) if {
	some path in trail.unknown
	regex.match(`^(advanced_)?event_selector`, path)
}
