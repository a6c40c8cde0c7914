# METADATA
# title: Databases can be brought back
# description: >-
#   Databases keep backups for 7 days in smb, 14 in mid-market and 35 in enterprise, leave a final snapshot, and tag their
#   snapshots.
# custom:
#   id: PAI-BCK-004
#   inspects: [aws_rds_cluster, aws_db_instance]
#   controls:
#     checkov: [CKV_AWS_133, CKV_AWS_313]
#     aws-fsbp: [RDS.11, RDS.16]
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(ii)(A)]
#   fix: "backupRetentionPeriod: 35, skipFinalSnapshot: false with finalSnapshotIdentifier, copyTagsToSnapshot: true"
#   setting: "database.backupDays: 35"
package groundplane.policies.pai_bck_004

import data.groundplane.lib

deny contains finding if {
	some type in {"aws_rds_cluster", "aws_db_instance"}
	some finding in lib.breaches(input.by_type[type], _wishes)
}

unknown contains finding if {
	some type in {"aws_rds_cluster", "aws_db_instance"}
	some finding in lib.undecided_wishes(input.by_type[type], _wishes)
}

_wishes := [
	{
		"path": ["backup_retention_period"],
		"absent": 1,
		"at_least": _days[input.tier],
		"message": sprintf("is less than %d days", [_days[input.tier]]),
	},
	{"path": ["skip_final_snapshot"], "absent": false, "allowed": [false], "message": "nothing is left when it is deleted"},
	{"path": ["copy_tags_to_snapshot"], "absent": false, "allowed": [true], "message": "snapshots do not say what they are of"},
]

_days := {"smb": 7, "mid-market": 14, "enterprise": 35}
