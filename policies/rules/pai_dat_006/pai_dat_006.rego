# METADATA
# title: Databases are private and outlive a mistake
# description: >-
#   No database has a public address, in any tier. Each takes IAM authentication; in production it is protected from
#   deletion and has a second instance in another zone.
# custom:
#   id: PAI-DAT-006
#   inspects: [aws_rds_cluster, aws_rds_cluster_instance, aws_db_instance]
#   controls:
#     checkov: [CKV_AWS_17, CKV_AWS_139, CKV_AWS_157, CKV_AWS_162, CKV_AWS_293]
#     aws-fsbp: [RDS.2, RDS.5, RDS.7, RDS.12]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   mild: { tiers: [smb], what: "everything but a public address" }
#   fix: "publiclyAccessible: false, iamDatabaseAuthenticationEnabled: true, deletionProtection: true; two RdsClusterInstance or multiAz: true"
#   setting: "environments.<name>.deletionProtection: on, and database.zones: 2"
package groundplane.policies.pai_dat_006

import data.groundplane.facts.places
import data.groundplane.lib

deny contains finding if {
	some type in {"aws_rds_cluster_instance", "aws_db_instance"}
	some finding in lib.breaches(input.by_type[type], [_private])
}

deny contains _graded(finding) if {
	some [databases, wish] in _asked
	some finding in lib.breaches(databases, [wish])
}

deny contains _graded(lib.finding(cluster, "", "has less than two instances")) if {
	some cluster in _production
	cluster.type == "aws_rds_cluster"
	startswith(lib.show(object.get(cluster.values, "engine", "")), "aurora")
	count(_instances(cluster)) < 2
	not _counted(cluster)
}

unknown contains finding if {
	some type in {"aws_rds_cluster_instance", "aws_db_instance"}
	some finding in lib.undecided_wishes(input.by_type[type], [_private])
}

unknown contains finding if {
	some [databases, wish] in _asked
	some finding in lib.undecided_wishes(databases, [wish])
}

unknown contains lib.finding(cluster, "", "how many instances it has is known only after apply") if {
	some cluster in _production
	count(_instances(cluster)) < 2
	_counted(cluster)
}

_asked := [
	[_databases, _iam],
	[_production, _protected],
	[[database | some database in _production; database.type == "aws_db_instance"], _second],
]

_private := {"path": ["publicly_accessible"], "absent": false, "allowed": [false], "message": "has a public address"}

_iam := {"path": ["iam_database_authentication_enabled"], "absent": false, "allowed": [true], "message": "takes no IAM authentication"}

_protected := {"path": ["deletion_protection"], "absent": false, "allowed": [true], "message": "is not protected from deletion"}

_second := {"path": ["multi_az"], "absent": false, "allowed": [true], "message": "stands in one zone only"}

_databases := [database |
	some type in {"aws_rds_cluster", "aws_db_instance"}
	some database in input.by_type[type]
]

_production := [database |
	some database in _databases
	not database.stack in places.rehearsals
]

_instances(cluster) := places.pointing(cluster, "aws_rds_cluster_instance.cluster_identifier")

_counted(cluster) if {
	some instance in _instances(cluster)
	some path in {"count", "for_each"}
	path in instance.unknown
}

# a public address is refused everywhere, the rest is advice in smb
_graded(finding) := lib.mild(finding) if input.tier == "smb"

_graded(finding) := finding if input.tier != "smb"
