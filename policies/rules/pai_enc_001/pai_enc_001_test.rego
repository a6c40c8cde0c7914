package groundplane.policies.pai_enc_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_001 as rule

_key(values) := fixture.document([fixture.resource("aws_kms_key", "k", object.union({"enable_key_rotation": true}, values))])

test_a_rotated_key_is_allowed if {
	every values in [{}, {"deletion_window_in_days": 14}] {
		count(rule.deny | rule.unknown) == 0 with input as _key(values)
	}
}

test_no_rotation_is_denied if {
	fixture.attributes(rule.deny) == ["enable_key_rotation"] with input as _key({"enable_key_rotation": false})
	fixture.attributes(rule.deny) == ["enable_key_rotation"] with input as fixture.document([fixture.resource("aws_kms_key", "k", {})])
}

test_keys_that_cannot_rotate_need_not if {
	count(rule.deny) == 0 with input as _key({"enable_key_rotation": false, "customer_master_key_spec": "RSA_2048"})
	count(rule.deny) == 0 with input as _key({"enable_key_rotation": false, "custom_key_store_id": "cks-1"})
}

test_a_short_way_back_is_denied if {
	some finding in rule.deny with input as _key({"deletion_window_in_days": 7})
	finding.message == "is gone 7 days after its deletion, fewer than 14"
	count(rule.deny) == 1 with input as fixture.with_tier(_key({"deletion_window_in_days": 14}), "enterprise")
	rehearsal := object.union(_key({"deletion_window_in_days": 7}), {"stacks": {"app": {"descriptor": {"stage": "development"}}}})
	count(rule.deny) == 0 with input as rehearsal
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["enable_key_rotation"] with input as _key({"enable_key_rotation": "${var.r}"})
	fixture.attributes(rule.unknown) == ["deletion_window_in_days"] with input as _key({"deletion_window_in_days": "(known after apply)"})
	count(rule.deny) == 0 with input as _key({"enable_key_rotation": "${var.r}", "deletion_window_in_days": "${var.d}"})
}
