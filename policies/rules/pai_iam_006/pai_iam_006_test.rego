package groundplane.policies.pai_iam_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_006 as rule

_policy(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_policy", "p", {}), {"policy": {"Statement": [object.union({"Effect": "Allow"}, statement)]}})])

_pass(resource, condition) := _policy({"Action": "iam:PassRole", "Resource": resource, "Condition": condition})

_to_ec2 := {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}

test_one_role_to_one_service_is_allowed if {
	every resource in ["arn:aws:iam::111122223333:role/acme-node", "arn:aws:iam::111122223333:role/acme/*", "${aws_iam_role.n.arn}"] {
		count(rule.deny | rule.unknown) == 0 with input as _pass(resource, _to_ec2)
	}
}

test_any_role_is_denied if {
	every resource in ["*", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:*"] {
		{finding.key | some finding in rule.deny} == {resource} with input as _pass(resource, _to_ec2)
	}
}

test_any_service_is_denied if {
	some finding in rule.deny with input as _pass("arn:aws:iam::111122223333:role/acme-node", {})
	finding.message == "may pass roles to any service"
}

test_other_actions_are_not_asked if {
	count(rule.deny | rule.unknown) == 0 with input as _policy({"Action": "iam:GetRole", "Resource": "*"})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _pass("${var.r}", _to_ec2)
	count(rule.unknown) == 1 with input as _pass("${var.r}", _to_ec2)
	hidden := _pass("${aws_iam_role.n.arn}", {"StringEquals": {"(known after apply)": "x"}})
	count(rule.deny) == 0 with input as hidden
	count(rule.unknown) == 1 with input as hidden
}
