package groundplane.policies.pai_dat_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_009 as rule

_good := {"manage_admin_password": true, "admin_username": "platform_owner", "db_name": "warehouse"}

test_own_names_and_a_managed_password_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_redshiftserverless_namespace", _good)
}

test_what_everybody_tries_is_denied if {
	fixture.attributes(rule.deny) == ["admin_username", "db_name", "manage_admin_password"] with input as fixture.one("aws_redshiftserverless_namespace", {})
	fixture.attributes(rule.deny) == ["admin_username"] with input as fixture.one("aws_redshiftserverless_namespace", object.union(_good, {"admin_username": "Admin"}))
}

test_unknown_is_unknown if {
	document := fixture.one("aws_redshiftserverless_namespace", {"manage_admin_password": "${var.m}", "admin_username": "${var.a}", "db_name": "(known after apply)"})
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["admin_username", "db_name", "manage_admin_password"] with input as document
}
