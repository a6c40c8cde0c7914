package groundplane.policies.pai_sec_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_002 as rule

_version(values) := fixture.document([fixture.resource("aws_secretsmanager_secret_version", "v", values)])

_parameter(values) := fixture.document([fixture.resource("aws_ssm_parameter", "p", values)])

test_write_only_values_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _version({"secret_string_wo": "${ephemeral.x.y.z}", "secret_string_wo_version": 1})
	count(rule.deny | rule.unknown) == 0 with input as _parameter({"type": "SecureString", "value_wo": "${ephemeral.x.y.z}"})
	count(rule.deny | rule.unknown) == 0 with input as _parameter({"type": "String", "value": "eu-central-1"})
}

test_plain_values_are_denied if {
	every value in ["hunter2", "${random_password.p.result}", "(known after apply)"] {
		fixture.attributes(rule.deny) == ["secret_string"] with input as _version({"secret_string": value})
		fixture.attributes(rule.deny) == ["value"] with input as _parameter({"type": "SecureString", "value": value})
	}
	fixture.attributes(rule.deny) == ["password"] with input as fixture.document([fixture.resource("aws_db_instance", "d", {"password": "x"})])
	fixture.attributes(rule.deny) == ["master_password"] with input as fixture.document([fixture.resource("aws_rds_cluster", "d", {"master_password": "x"})])
}

test_json_is_a_plain_value_too if {
	version := fixture.resource("aws_secretsmanager_secret_version", "v", {})
	fixture.attributes(rule.deny) == ["secret_string"] with input as fixture.document([fixture.with_docs(version, {"secret_string": {"a": "b"}})])
	fixture.attributes(rule.deny) == ["secret_string"] with input as fixture.document([fixture.with_unparsed(version, ["secret_string"])])
}

test_an_unknown_type_is_unknown if {
	fixture.attributes(rule.unknown) == ["type"] with input as _parameter({"type": "${var.t}", "value": "x"})
	count(rule.deny) == 0 with input as _parameter({"type": "${var.t}", "value": "x"})
}
