# METADATA
# title: The warehouse has no password anybody knows
# description: >-
#   Redshift keeps its administrator's password in Secrets Manager, and neither administrator nor database have the name
#   everybody tries first.
# custom:
#   id: PAI-DAT-009
#   inspects: [aws_redshiftserverless_namespace]
#   controls:
#     aws-fsbp: [Redshift.8, Redshift.9]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "manageAdminPassword: true, adminUsername: 'platform_owner', dbName: 'warehouse'"
package groundplane.policies.pai_dat_009

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_redshiftserverless_namespace, [_managed])
}

deny contains lib.finding(namespace, name, "is the name everybody tries first") if {
	some namespace in input.by_type.aws_redshiftserverless_namespace
	some name, usual in _usual
	lower(lib.show(lib.value(namespace, [name], ""))) in usual
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_redshiftserverless_namespace, [_managed])
}

unknown contains lib.open_at(namespace, [name]) if {
	some namespace in input.by_type.aws_redshiftserverless_namespace
	some name, _ in _usual
	lib.unresolved(lib.value(namespace, [name], ""))
}

_managed := {"path": ["manage_admin_password"], "absent": false, "allowed": [true], "message": "the password is not kept by Secrets Manager"}

_usual := {"admin_username": {"", "admin", "administrator", "awsuser", "root"}, "db_name": {"", "dev"}}
