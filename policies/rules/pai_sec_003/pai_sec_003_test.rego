package groundplane.policies.pai_sec_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_003 as rule

_secret(values) := fixture.resource("aws_secretsmanager_secret", "s", object.union({"kms_key_id": "${aws_kms_key.k.arn}"}, values))

_rotated(rules) := fixture.with_refs(
	fixture.document([_secret({}), fixture.resource("aws_secretsmanager_secret_rotation", "r", {"rotation_rules": [rules]})]),
	{"app/aws_secretsmanager_secret.s": {"aws_secretsmanager_secret_rotation.secret_id": ["app/aws_secretsmanager_secret_rotation.r"]}},
)

test_rotated_secrets_are_allowed if {
	every rules in [{"automatically_after_days": 90}, {"schedule_expression": "rate(30 days)"}, {"schedule_expression": "cron(0 4 1 * ? *)"}] {
		count(rule.deny | rule.unknown) == 0 with input as _rotated(rules)
	}
}

test_secrets_of_people_are_tagged if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_secret({"tags": {"rotation": "manual"}})])
	fixture.attributes(rule.deny) == [""] with input as fixture.document([_secret({"tags": {"rotation": "never"}})])
}

test_no_rotation_is_denied if {
	fixture.attributes(rule.deny) == [""] with input as fixture.document([_secret({})])
}

test_seldom_is_denied if {
	fixture.attributes(rule.deny) == ["rotation_rules[0].automatically_after_days"] with input as _rotated({"automatically_after_days": 91})
	fixture.attributes(rule.deny) == ["rotation_rules[0].schedule_expression"] with input as _rotated({"schedule_expression": "rate(365 days)"})
}

test_the_key_of_aws_is_denied if {
	every key in ["", "alias/aws/secretsmanager"] {
		fixture.attributes(rule.deny) == ["kms_key_id"] with input as fixture.document([_secret({"kms_key_id": key, "tags": {"rotation": "manual"}})])
	}
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["rotation_rules"] with input as _rotated({"automatically_after_days": "${var.d}"})
	count(rule.deny) == 0 with input as _rotated({"automatically_after_days": "(known after apply)"})
	count(rule.unknown) == 1 with input as fixture.document([_secret({"tags": {"rotation": "${var.r}"}})])
	module_ := fixture.with_refs(fixture.document([_secret({})]), {"app/aws_secretsmanager_secret.s": {"module.secret": ["app/module.m"]}})
	count(rule.deny) == 0 with input as module_
	count(rule.unknown) == 1 with input as module_
}
