package groundplane.policies.pai_iam_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_002 as rule

_policy(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_policy", "p", {}), {"policy": {"Statement": [object.union({"Effect": "Allow"}, statement)]}})])

test_single_actions_and_single_resources_are_allowed if {
	every statement in [
		{"Action": ["s3:GetObject", "s3:List*"], "Resource": "*"},
		{"Action": "s3:*", "Resource": "arn:aws:s3:::acme"},
		{"Action": "kms:*", "Resource": "${aws_kms_key.k.arn}"},
		{"Action": "s3:*", "Resource": "*", "Effect": "Deny"},
	] {
		count(rule.deny | rule.unknown) == 0 with input as _policy(statement)
	}
}

test_whole_services_everywhere_are_denied if {
	{finding.key | some finding in rule.deny} == {"s3:*", "iam:*"} with input as _policy({"Action": ["s3:*", "iam:*", "ec2:Describe*"], "Resource": ["arn:aws:s3:::*", "*"]})
}

test_all_but_a_few_is_denied if {
	some finding in rule.deny with input as _policy({"NotAction": "iam:*", "Resource": "*"})
	finding.message == "allows everything but a few actions on every resource"
}

test_unknown_resources_are_unknown if {
	every resource in ["${var.r}", "(known after apply)"] {
		document := _policy({"Action": "s3:*", "Resource": resource})
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}
