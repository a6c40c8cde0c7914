# METADATA
# title: The warehouse tells what was asked of it
# description: >-
#   Redshift Serverless exports the user, connection and user activity logs. No common scanner looks at this.
# custom:
#   id: PAI-DAT-008
#   inspects: [aws_redshiftserverless_namespace]
#   controls:
#     aws-fsbp: [Redshift.4]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   fix: "logExports: ['userlog', 'connectionlog', 'useractivitylog']"
package groundplane.policies.pai_dat_008

import data.groundplane.lib

deny contains lib.keyed(lib.finding(namespace, "log_exports", sprintf("%s is not exported", [log])), log) if {
	some namespace in input.by_type.aws_redshiftserverless_namespace
	not _open(namespace)
	some log in (_wanted - _exports(namespace))
}

unknown contains lib.finding(namespace, "log_exports", "which logs are exported is known only after apply") if {
	some namespace in input.by_type.aws_redshiftserverless_namespace
	_open(namespace)
	count(_wanted - _exports(namespace)) > 0
}

_wanted := {"userlog", "connectionlog", "useractivitylog"}

_exports(namespace) := {log | some log in lib.texts(object.get(namespace.values, "log_exports", []))}

_open(namespace) if {
	some log in _exports(namespace)
	lib.unresolved(log)
}
