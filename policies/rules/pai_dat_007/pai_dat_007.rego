# METADATA
# title: Databases tell what was asked of them
# description: >-
#   Databases export their logs and keep encrypted query statistics; PostgreSQL loads pgaudit. The index holds the text of
#   documents, so who read it is part of the audit.
# custom:
#   id: PAI-DAT-007
#   inspects: [aws_rds_cluster, aws_db_instance, aws_rds_cluster_parameter_group, aws_db_parameter_group]
#   controls:
#     checkov: [CKV_AWS_129, CKV_AWS_324, CKV_AWS_353, CKV_AWS_354, CKV2_AWS_27]
#     aws-fsbp: [RDS.9, RDS.37]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   fix: "enabledCloudwatchLogsExports: ['postgresql'], performanceInsightsEnabled: true with performanceInsightsKmsKeyId; parameter shared_preload_libraries with pgaudit"
package groundplane.policies.pai_dat_007

import data.groundplane.lib

deny contains finding if {
	some type in {"aws_rds_cluster", "aws_db_instance"}
	some finding in lib.breaches(input.by_type[type], _wishes)
}

deny contains lib.finding(group, "parameter", "does not load pgaudit") if {
	some group in _groups
	not _audited(group)
	not _open(group)
}

unknown contains finding if {
	some type in {"aws_rds_cluster", "aws_db_instance"}
	some finding in lib.undecided_wishes(input.by_type[type], _wishes)
}

unknown contains lib.finding(group, "parameter", "is known only after apply") if {
	some group in _groups
	not _audited(group)
	_open(group)
}

_wishes := [
	{"path": ["enabled_cloudwatch_logs_exports"], "given": true, "message": "exports no logs"},
	{"path": ["performance_insights_enabled"], "absent": false, "allowed": [true], "message": "keeps no query statistics"},
	{"path": ["performance_insights_kms_key_id"], "given": true, "message": "query statistics are not encrypted with a key of ours"},
]

_groups := [group |
	some type in {"aws_rds_cluster_parameter_group", "aws_db_parameter_group"}
	some group in input.by_type[type]
	regex.match(`^(aurora-)?postgres`, lib.show(object.get(group.values, "family", "")))
	not _beside_cluster_group(group)
]

# libraries are loaded by the cluster's group where there is one
_beside_cluster_group(group) if {
	group.type == "aws_db_parameter_group"
	count(input.by_type.aws_rds_cluster_parameter_group) > 0
}

_audited(group) if {
	some parameter in lib.blocks(group.values, "parameter")
	parameter.name == "shared_preload_libraries"
	contains(lib.show(parameter.value), "pgaudit")
}

_open(group) if {
	some path in group.unknown
	startswith(path, "parameter")
}
