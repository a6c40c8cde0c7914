# METADATA
# title: Backups are encrypted and cannot be thrown away
# description: >-
#   Each backup vault has a key of ours; in enterprise it is locked, so that nobody deletes a backup before its time.
# custom:
#   id: PAI-BCK-002
#   inspects: [aws_backup_vault, aws_backup_vault_lock_configuration]
#   controls:
#     checkov: [CKV_AWS_166]
#     aws-fsbp: [Backup.1]
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(ii)(A)]
#     eu-ai-act: ["15"]
#   fix: "BackupVault with kmsKeyArn; BackupVaultLockConfiguration with minRetentionDays"
#   setting: "database.backupLock: on"
package groundplane.policies.pai_bck_002

import data.groundplane.facts.places
import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_backup_vault, [_encrypted])
}

deny contains lib.finding(vault, "", "is not locked") if {
	input.tier == "enterprise"
	some vault in input.by_type.aws_backup_vault
	count(_locks(vault)) == 0
}

deny contains finding if {
	input.tier == "enterprise"
	some finding in lib.breaches(input.by_type.aws_backup_vault_lock_configuration, [_minimum])
}

unknown contains finding if {
	input.tier == "enterprise"
	some finding in lib.undecided_wishes(input.by_type.aws_backup_vault_lock_configuration, [_minimum])
}

_encrypted := {"path": ["kms_key_arn"], "given": true, "message": "is not encrypted with a key of ours"}

_minimum := {"path": ["min_retention_days"], "at_least": 1, "message": "backups may be deleted on the day they are made"}

_locks(vault) := places.pointing(vault, "aws_backup_vault_lock_configuration.backup_vault_name")
