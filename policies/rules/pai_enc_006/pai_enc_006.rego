# METADATA
# title: Databases are encrypted and refuse plain connections
# description: >-
#   Aurora and RDS storage is encrypted with a key of ours, and PostgreSQL and MySQL take connections over TLS only.
#   With pgvector they hold the text of documents.
# custom:
#   id: PAI-ENC-006
#   inspects: [aws_rds_cluster, aws_db_instance, aws_rds_cluster_parameter_group, aws_db_parameter_group]
#   controls:
#     checkov: [CKV_AWS_16, CKV_AWS_96, CKV_AWS_327, CKV2_AWS_69]
#     aws-fsbp: [RDS.3, RDS.27, RDS.38]
#     aws-aisf: [INFRA-05, INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   fix: "storageEncrypted: true, kmsKeyId, and parameter: [{ name: 'rds.force_ssl', value: '1' }] in its parameter group"
#   setting: "database.kind: aurora-serverless makes one that does"
package groundplane.policies.pai_enc_006

import data.groundplane.lib

deny := lib.breaches(_databases, _wishes) | _plain

unknown := lib.undecided_wishes(_databases, _wishes) | _open

_databases := [resource |
	some type, _ in _group_attributes
	some resource in input.by_type[type]
]

_wishes := {
	{"path": ["storage_encrypted"], "absent": false, "allowed": [true], "message": "is not encrypted"},
	{"path": ["kms_key_id"], "given": true, "message": "is encrypted with the key of AWS, not with one of ours"},
}

_plain contains lib.finding(database, _group_attributes[database.type], "takes connections without TLS") if {
	some database in _databases
	_parameter(database)
	not _forced(database)
	not _undecided(database)
}

_open contains lib.finding(database, _group_attributes[database.type], "whether it takes connections without TLS is known only after apply") if {
	some database in _databases
	_parameter(database)
	not _forced(database)
	_undecided(database)
}

_group_attributes := {"aws_db_instance": "parameter_group_name", "aws_rds_cluster": "db_cluster_parameter_group_name"}

# what each engine calls it
_parameter(database) := "rds.force_ssl" if contains(lib.show(database.values.engine), "postgres")

_parameter(database) := "require_secure_transport" if regex.match(`(mysql|mariadb)`, lib.show(database.values.engine))

_forced(database) if {
	some group in object.get(_groups, lib.id(database), set())
	some parameter in lib.blocks(group.values, "parameter")
	parameter.name == _parameter(database)
	lower(lib.show(parameter.value)) in {"1", "on", "true"}
}

# its parameter group is not made here, or its parameters are not known
_undecided(database) if {
	lib.given(database, [_group_attributes[database.type]])
	count(object.get(_groups, lib.id(database), set())) == 0
}

_undecided(database) if {
	some group in object.get(_groups, lib.id(database), set())
	_open_group(group)
}

_open_group(group) if "parameter" in group.unknown

_open_group(group) if {
	some parameter in lib.blocks(group.values, "parameter")
	some value in parameter
	lib.unresolved(value)
}

_groups[place] contains group if {
	some database, attribute in _group_attributes
	some type in {"aws_rds_cluster_parameter_group", "aws_db_parameter_group"}
	some group in input.by_type[type]
	some place in lib.pointers(input.refs, group, concat(".", [database, attribute]))
}
