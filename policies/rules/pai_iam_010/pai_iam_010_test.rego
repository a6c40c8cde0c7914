package groundplane.policies.pai_iam_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_010 as rule

_good := {"mfa_configuration": "ON", "admin_create_user_config": [{"allow_admin_create_user_only": true}], "deletion_protection": "ACTIVE"}

_pool(values) := fixture.document([fixture.resource("aws_cognito_user_pool", "p", values)])

test_a_closed_pool_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _pool(_good)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["admin_create_user_config[0].allow_admin_create_user_only", "deletion_protection", "mfa_configuration"] with input as _pool({})
	fixture.attributes(rule.deny) == ["mfa_configuration"] with input as _pool(object.union(_good, {"mfa_configuration": "OPTIONAL"}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["mfa_configuration"] with input as _pool(object.union(_good, {"mfa_configuration": "${var.m}"}))
	count(rule.deny) == 0 with input as _pool(object.union(_good, {"mfa_configuration": "(known after apply)"}))
}
