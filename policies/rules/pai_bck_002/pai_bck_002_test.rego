package groundplane.policies.pai_bck_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_002 as rule

_vault(values) := fixture.resource("aws_backup_vault", "v", values)

_lock(days) := fixture.resource("aws_backup_vault_lock_configuration", "l", {"min_retention_days": days})

_refs := {"app/aws_backup_vault.v": {"aws_backup_vault_lock_configuration.backup_vault_name": ["app/aws_backup_vault_lock_configuration.l"]}}

_locked(days) := fixture.with_tier(fixture.with_refs(fixture.document([_vault({"kms_key_arn": "k"}), _lock(days)]), _refs), "enterprise")

test_encrypted_and_locked_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _locked(7)
	count(rule.deny) == 0 with input as fixture.document([_vault({"kms_key_arn": "${aws_kms_key.k.arn}"})])
}

test_in_clear_or_open_is_denied if {
	fixture.attributes(rule.deny) == ["kms_key_arn"] with input as fixture.document([_vault({})])
	fixture.attributes(rule.deny) == ["min_retention_days"] with input as _locked(0)
	fixture.attributes(rule.deny) == [""] with input as fixture.with_tier(fixture.document([_vault({"kms_key_arn": "k"})]), "enterprise")
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _locked("${var.days}")
	count(rule.unknown) == 1 with input as _locked("${var.days}")
}
