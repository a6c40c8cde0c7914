# METADATA
# title: Deleted secrets can be brought back
# description: >-
#   A deleted secret can be brought back for at least seven days. Only in staging and development it may be gone at
#   once, so that the environment can come back under its name.
# custom:
#   id: PAI-SEC-004
#   inspects: [aws_secretsmanager_secret]
#   controls:
#     soc2: [A1.2]
#   setting: "environments.<name>.deletionProtection: on, the default outside of what may be thrown away"
#   fix: "recoveryWindowInDays: 30"
package groundplane.policies.pai_sec_004

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(secret, "recovery_window_in_days", sprintf("is gone %s days after it was deleted", [lib.show(_window(secret))])) if {
	some secret in input.by_type.aws_secretsmanager_secret
	not secret.stack in places.rehearsals
	is_number(_window(secret))
	_window(secret) < 7
}

unknown contains lib.finding(secret, "recovery_window_in_days", "is known only after apply") if {
	some secret in input.by_type.aws_secretsmanager_secret
	not is_number(_window(secret))
	not secret.stack in places.rehearsals
}

_window(secret) := lib.value(secret, ["recovery_window_in_days"], 30)
