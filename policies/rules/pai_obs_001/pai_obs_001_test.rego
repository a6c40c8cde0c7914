package groundplane.policies.pai_obs_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_001 as rule

_group(values) := fixture.one("aws_cloudwatch_log_group", values)

test_long_enough_and_encrypted_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _group({"retention_in_days": 365, "kms_key_id": "${aws_kms_key.k.arn}"})
	count(rule.deny | rule.unknown) == 0 with input as fixture.with_tier(_group({"retention_in_days": 90, "kms_key_id": "k"}), "smb")
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["kms_key_id", "retention_in_days"] with input as _group({})
	fixture.attributes(rule.deny) == ["retention_in_days"] with input as _group({"retention_in_days": 180, "kms_key_id": "k"})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _group({"retention_in_days": "${var.days}", "kms_key_id": "k"})
	count(rule.unknown) == 1 with input as _group({"retention_in_days": "${var.days}", "kms_key_id": "k"})
}
