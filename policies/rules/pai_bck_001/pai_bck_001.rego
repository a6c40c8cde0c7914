# METADATA
# title: Everything that keeps data is backed up
# description: >-
#   Each database, file system, volume and table, and each bucket tagged as documents, is in a selection of a backup plan,
#   by its ARN or by a tag. What nobody selected is found missing on the worst day.
# custom:
#   id: PAI-BCK-001
#   inspects: [aws_rds_cluster, aws_db_instance, aws_efs_file_system, aws_ebs_volume, aws_dynamodb_table, aws_s3_bucket, aws_backup_selection]
#   controls:
#     checkov: [CKV2_AWS_8, CKV2_AWS_9, CKV2_AWS_18]
#     aws-fsbp: [RDS.26, EFS.2, EC2.28]
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(ii)(A)]
#     nist-ai-rmf-1.0: [MANAGE 2.3]
#     eu-ai-act: ["15"]
#   fix: "BackupSelection with resources: [arn], or a selectionTag whose key and value the resource carries"
package groundplane.policies.pai_bck_001

import data.groundplane.facts.tags
import data.groundplane.lib

# what it looks at
judged := _stores

deny contains lib.finding(store, "", "is in no selection of a backup plan") if {
	some store in _stores
	not _selected(store)
	not _open
	not lib.goes_into_module(input.refs, store)
}

unknown contains lib.finding(store, "", "whether it is backed up is known only after apply") if {
	some store in _stores
	not _selected(store)
	_open
}

unknown contains lib.finding(store, "", "is backed up nowhere here; what the module it goes into makes is not shown") if {
	some store in _stores
	not _selected(store)
	not _open
	lib.goes_into_module(input.refs, store)
}

_stores := array.concat(
	[store |
		some type in {"aws_rds_cluster", "aws_db_instance", "aws_efs_file_system", "aws_ebs_volume", "aws_dynamodb_table"}
		some store in input.by_type[type]
	],
	[bucket |
		some bucket in input.by_type.aws_s3_bucket
		tags.of(bucket).content == "documents"
	],
)

_selected(store) if count(lib.pointers(input.refs, store, "aws_backup_selection.resources")) > 0

_selected(store) if {
	some key, values in _tags
	tags.of(store)[key] in values
}

_selected(store) if {
	_everything
	store.type
}

_tags[block.key] contains block.value if {
	some selection in input.by_type.aws_backup_selection
	some block in lib.blocks(selection.values, "selection_tag")
}

_everything if {
	some selection in input.by_type.aws_backup_selection
	"*" in lib.texts(selection.values.resources)
	not selection.values.not_resources
	count(lib.blocks(selection.values, "condition")) == 0
}

_open if {
	some selection in input.by_type.aws_backup_selection
	some path in selection.unknown
	regex.match(`^(resources$|selection_tag)`, path)
}
