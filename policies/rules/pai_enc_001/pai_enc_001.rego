# METADATA
# title: Keys rotate and cannot vanish
# description: >-
#   Customer managed keys rotate every year, and a deleted one can be brought back for 14 days, in enterprise 30. With
#   the key goes everything it encrypted, for ever.
# custom:
#   id: PAI-ENC-001
#   inspects: [aws_kms_key]
#   controls:
#     checkov: [CKV_AWS_7, CKV_AWS_227]
#     aws-fsbp: [KMS.3, KMS.4]
#     aws-aisf: [INFRA-07]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   fix: "enableKeyRotation: true, deletionWindowInDays: 30; the Key component sets both"
package groundplane.policies.pai_enc_001

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(key, "enable_key_rotation", "is never rotated") if {
	some key in _symmetric
	lib.breaks(key, _rotation)
}

deny contains lib.finding(key, "deletion_window_in_days", sprintf("is gone %s days after its deletion, fewer than %d", [lib.show(_window(key)), _least])) if {
	some key in input.by_type.aws_kms_key
	not key.stack in places.rehearsals
	is_number(_window(key))
	_window(key) < _least
}

unknown contains lib.open_at(key, ["enable_key_rotation"]) if {
	some key in _symmetric
	lib.undecided(key, _rotation)
}

unknown contains lib.open_at(key, ["deletion_window_in_days"]) if {
	some key in input.by_type.aws_kms_key
	not is_number(_window(key))
}

_rotation := {"path": ["enable_key_rotation"], "absent": false, "allowed": [true]}

# AWS rotates no others
_symmetric := [key |
	some key in input.by_type.aws_kms_key
	object.get(key.values, "customer_master_key_spec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	not lib.given(key, ["custom_key_store_id"])
]

_window(key) := lib.value(key, ["deletion_window_in_days"], 30)

_least := 30 if input.tier == "enterprise"

_least := 14 if input.tier != "enterprise"
