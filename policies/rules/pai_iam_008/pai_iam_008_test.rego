package groundplane.policies.pai_iam_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_008 as rule

_role(principal, condition) := object.union(
	fixture.document([fixture.with_docs(fixture.resource("aws_iam_role", "r", {}), {"assume_role_policy": {"Statement": [{"Effect": "Allow", "Principal": principal, "Condition": condition}]}})]),
	{"stacks": {"app": {"providers": {"aws": [{"allowed_account_ids": ["111122223333"]}]}}, "b": {"descriptor": {"account": "444455556666"}}}},
)

test_own_accounts_and_services_are_allowed if {
	every principal in [{"AWS": "arn:aws:iam::111122223333:root"}, {"AWS": "444455556666"}, {"Service": "ec2.amazonaws.com"}, {"AWS": "${aws_iam_role.x.arn}"}] {
		count(rule.deny | rule.unknown) == 0 with input as _role(principal, {})
	}
}

test_others_are_denied if {
	every principal in ["arn:aws:iam::999988887777:role/x", "999988887777", "*"] {
		{finding.key | some finding in rule.deny} == {principal} with input as _role({"AWS": principal}, {})
	}
	count(rule.deny) == 1 with input as _role("*", {})
}

test_others_with_proof_are_allowed if {
	count(rule.deny) == 0 with input as _role({"AWS": "999988887777"}, {"StringEquals": {"sts:ExternalId": "acme"}})
	count(rule.deny) == 0 with input as _role({"AWS": "*"}, {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})
	count(rule.deny) == 1 with input as _role({"AWS": "*"}, {"StringLike": {"sts:ExternalId": "*"}})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _role({"AWS": "${var.p}"}, {})
	count(rule.unknown) == 1 with input as _role({"AWS": "${var.p}"}, {})
	count(rule.unknown) == 1 with input as _role({"AWS": "999988887777"}, {"StringEquals": {"(known after apply)": "x"}})
	count(rule.deny) == 0 with input as _role({"AWS": "999988887777"}, {"StringEquals": {"(known after apply)": "x"}})
}
