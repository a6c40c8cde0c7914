package groundplane.policies.pai_dat_012_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_012 as rule

_settings(mode, encrypted) := {"data_catalog_encryption_settings": [{
	"encryption_at_rest": [{"catalog_encryption_mode": mode}],
	"connection_password_encryption": [{"return_connection_password_encrypted": encrypted}],
}]}

test_an_encrypted_catalogue_is_allowed if {
	document := fixture.document([
		fixture.resource("aws_glue_catalog_database", "d", {}),
		fixture.resource("aws_glue_data_catalog_encryption_settings", "s", _settings("SSE-KMS", true)),
		fixture.resource("aws_lakeformation_permissions", "p", {}),
		fixture.resource("aws_lakeformation_data_lake_settings", "l", {"create_table_default_permissions": [{"principal": "arn:aws:iam::1:role/x"}]}),
	])
	count(rule.deny | rule.unknown) == 0 with input as document
}

test_an_open_catalogue_is_denied if {
	count(rule.deny) == 1 with input as fixture.one("aws_glue_catalog_database", {})
	count(rule.deny) == 2 with input as fixture.one("aws_glue_data_catalog_encryption_settings", _settings("DISABLED", false))
}

test_lake_formation_left_open_is_denied if {
	count(rule.deny) == 1 with input as fixture.one("aws_lakeformation_permissions", {})
	fixture.attributes(rule.deny) == ["create_database_default_permissions[0].principal"] with input as fixture.one("aws_lakeformation_data_lake_settings", {"create_database_default_permissions": [{"principal": "IAM_ALLOWED_PRINCIPALS"}]})
}

test_unknown_is_unknown if {
	document := fixture.document([
		fixture.resource("aws_glue_data_catalog_encryption_settings", "s", _settings("${var.mode}", true)),
		fixture.with_unknown(fixture.resource("aws_lakeformation_data_lake_settings", "l", {}), ["create_table_default_permissions"]),
	])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 2 with input as document
}
