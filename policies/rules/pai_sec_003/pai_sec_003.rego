# METADATA
# title: Secrets have a key of ours and change
# description: >-
#   Secrets are encrypted with a customer managed key and rotated at least every 90 days. A secret that only people
#   can change, such as a key of another company, carries the tag rotation = manual.
# custom:
#   id: PAI-SEC-003
#   inspects: [aws_secretsmanager_secret, aws_secretsmanager_secret_rotation]
#   controls:
#     checkov: [CKV_AWS_149, CKV_AWS_304, CKV2_AWS_57]
#     aws-fsbp: [SecretsManager.1, SecretsManager.4]
#     aws-aisf: [DATA-03]
#     soc2: [CC6.1]
#     hipaa-164: [308(a)(5)(ii)(D)]
#   fix: "kmsKeyId, and aws_secretsmanager_secret_rotation with rotationRules: { automaticallyAfterDays: 30 }; or the tag rotation: 'manual'"
package groundplane.policies.pai_sec_003

import data.groundplane.lib

deny contains lib.finding(secret, "kms_key_id", "is encrypted with the key of AWS, not with one of ours") if {
	some secret in input.by_type.aws_secretsmanager_secret
	object.get(secret.values, "kms_key_id", "") in {"", "alias/aws/secretsmanager"}
}

deny contains lib.finding(secret, "", "is never rotated") if {
	some secret in input.by_type.aws_secretsmanager_secret
	count(lib.pointers(input.refs, secret, "aws_secretsmanager_secret_rotation.secret_id")) == 0
	not lib.goes_into_module(input.refs, secret)
	_rotation(secret) != "manual"
	not lib.unresolved(_rotation(secret))
}

deny contains lib.finding(rotation, _days.path, sprintf("is rotated every %s days, more than 90", [lib.show(lib.value(rotation, _days.at, 0))])) if {
	some rotation in input.by_type.aws_secretsmanager_secret_rotation
	lib.value(rotation, _days.at, 0) > 90
	is_number(lib.value(rotation, _days.at, 0))
}

deny contains lib.finding(rotation, "rotation_rules[0].schedule_expression", sprintf("is rotated at %s, more than 90 days", [_schedule(rotation)])) if {
	some rotation in input.by_type.aws_secretsmanager_secret_rotation
	regex.match(`^rate\(\d+ days?\)$`, _schedule(rotation))
	to_number(trim_prefix(split(_schedule(rotation), " ")[0], "rate(")) > 90
}

unknown contains lib.finding(rotation, "rotation_rules", "how often it is rotated is known only after apply") if {
	some rotation in input.by_type.aws_secretsmanager_secret_rotation
	some value in {lib.value(rotation, _days.at, 0), _schedule(rotation)}
	lib.unresolved(value)
}

unknown contains lib.finding(secret, "", "has no rotation here; what the module it goes into makes, or its tag says, is not shown") if {
	some secret in input.by_type.aws_secretsmanager_secret
	count(lib.pointers(input.refs, secret, "aws_secretsmanager_secret_rotation.secret_id")) == 0
	_open(secret)
}

_open(secret) if lib.unresolved(_rotation(secret))

_open(secret) if {
	lib.goes_into_module(input.refs, secret)
	_rotation(secret) != "manual"
}

_days := {"path": "rotation_rules[0].automatically_after_days", "at": ["rotation_rules", 0, "automatically_after_days"]}

_schedule(rotation) := lib.show(lib.value(rotation, ["rotation_rules", 0, "schedule_expression"], ""))

_rotation(secret) := lib.value(secret, ["tags", "rotation"], "")
