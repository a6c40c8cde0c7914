package groundplane.policies.pai_enc_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_002 as rule

_key(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_kms_key", "k", {}), {"policy": {"Statement": [statement]}})])

test_a_policy_of_the_account_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _key({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*"})
}

test_everybody_is_denied if {
	every principal in ["*", {"AWS": "*"}, {"AWS": ["a", "*"]}] {
		fixture.attributes(rule.deny) == ["policy.Statement[0]"] with input as _key({"Effect": "Allow", "Principal": principal})
	}
}

test_everybody_under_a_condition_or_forbidden_is_allowed if {
	count(rule.deny) == 0 with input as _key({"Principal": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}})
	count(rule.deny) == 0 with input as _key({"Effect": "Deny", "Principal": "*"})
}

test_no_policy_is_denied if {
	key := fixture.resource("aws_kms_key", "k", {})
	fixture.attributes(rule.deny) == ["policy"] with input as fixture.document([key])
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([key]), {"app/aws_kms_key.k": {"aws_kms_key_policy.key_id": ["app/aws_kms_key_policy.p"]}})
}

test_unknown_is_unknown if {
	every key in [
		fixture.with_unknown(fixture.resource("aws_kms_key", "k", {"policy": "${var.p}"}), ["policy"]),
		fixture.with_unparsed(fixture.resource("aws_kms_key", "k", {}), ["policy"]),
		fixture.resource("aws_kms_key", "k", {"policy": "${var.p}"}),
	] {
		count(rule.deny) == 0 with input as fixture.document([key])
		fixture.attributes(rule.unknown) == ["policy"] with input as fixture.document([key])
	}
}
