# METADATA
# title: A copy of the backups is elsewhere
# description: >-
#   Each backup plan copies into another vault, of another region or account. Who takes the account takes the backups in it.
# custom:
#   id: PAI-BCK-003
#   inspects: [aws_backup_plan]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(ii)(B)]
#   fix: "rule: [{ copyAction: [{ destinationVaultArn }] }] with a vault of another region or account"
#   setting: "database.copyRegion: eu-west-1, another region your data may be in"
package groundplane.policies.pai_bck_003

import data.groundplane.lib

deny contains lib.finding(plan, "rule", "copies nothing to another vault") if {
	some plan in input.by_type.aws_backup_plan
	not _copies(plan)
	not _open(plan)
}

unknown contains lib.finding(plan, "rule", "is known only after apply") if {
	some plan in input.by_type.aws_backup_plan
	not _copies(plan)
	_open(plan)
}

_copies(plan) if {
	some block in lib.blocks(plan.values, "rule")
	some copy in lib.blocks(block, "copy_action")
	copy.destination_vault_arn
}

_open(plan) if {
	some path in plan.unknown
	regex.match(`^rule($|\[\d+\]\.copy_action$)`, path)
}
