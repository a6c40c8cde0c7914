# METADATA
# title: The catalogue is encrypted and asks who you are
# description: >-
#   The Glue catalogue encrypts metadata and connection passwords. Where Lake Formation governs, new tables are not open to
#   everybody with IAM rights, which is its default.
# custom:
#   id: PAI-DAT-012
#   inspects: [aws_glue_data_catalog_encryption_settings, aws_glue_catalog_database, aws_lakeformation_data_lake_settings, aws_lakeformation_permissions]
#   controls:
#     checkov: [CKV_AWS_94, CKV_AWS_195]
#     soc2: [CC6.3]
#     hipaa-164: [308(a)(4)]
#     eu-ai-act: ["10"]
#   fix: "GlueDataCatalogEncryptionSettings with SSE-KMS and encrypted connection passwords; LakeformationDataLakeSettings without createTableDefaultPermissions for IAM_ALLOWED_PRINCIPALS"
#   setting: "data.lakeFormation: own, where nobody else keeps the settings of the account"
package groundplane.policies.pai_dat_012

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_glue_data_catalog_encryption_settings, _wishes)
}

deny contains lib.finding(database, "", "the catalogue it is in is not encrypted") if {
	some database in input.by_type.aws_glue_catalog_database
	not input.by_type.aws_glue_data_catalog_encryption_settings
}

deny contains lib.finding(settings, sprintf("%s[%d].principal", [name, index]), "opens what is new to everybody with IAM rights") if {
	some settings in input.by_type.aws_lakeformation_data_lake_settings
	some name in _defaults
	some index, block in lib.blocks(settings.values, name)
	block.principal == "IAM_ALLOWED_PRINCIPALS"
}

deny contains lib.finding(permission, "", "says nothing while new tables stay open to everybody with IAM rights") if {
	some permission in input.by_type.aws_lakeformation_permissions
	not input.by_type.aws_lakeformation_data_lake_settings
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_glue_data_catalog_encryption_settings, _wishes)
}

unknown contains lib.finding(settings, path, "is known only after apply") if {
	some settings in input.by_type.aws_lakeformation_data_lake_settings
	some name in _defaults
	some path in settings.unknown
	startswith(path, name)
}

_defaults := {"create_table_default_permissions", "create_database_default_permissions"}

_wishes := [
	{
		"path": ["data_catalog_encryption_settings", 0, "encryption_at_rest", 0, "catalog_encryption_mode"],
		"allowed": ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"],
		"message": "metadata is not encrypted",
	},
	{
		"path": ["data_catalog_encryption_settings", 0, "connection_password_encryption", 0, "return_connection_password_encrypted"],
		"allowed": [true],
		"message": "passwords of connections come back in clear",
	},
]
