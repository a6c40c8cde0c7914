package groundplane.policies.pai_iam_001_test

import data.groundplane.facts.iam
import data.groundplane.fixture
import data.groundplane.policies.pai_iam_001 as rule

_policy(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_policy", "p", {}), {"policy": {"Statement": statement}})])

_all := {"Effect": "Allow", "Action": "*", "Resource": "*"}

test_narrow_policy_is_allowed if {
	document := _policy([{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}, {"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:s3:::x"]}])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 0 with input as document
}

test_everything_is_denied if {
	every statement in [
		_all,
		object.union(_all, {"Action": ["s3:Get*", "*:*"]}),
		object.union(_all, {"Resource": ["arn:aws:s3:::x", "arn:aws:*"]}),
		object.union(_all, {"Resource": "arn:*:*:*:*:*"}),
		object.remove(_all, ["Effect"]),
	] {
		fixture.attributes(rule.deny) == ["policy.Statement[0]"] with input as _policy([statement])
	}
}

test_a_single_statement_needs_no_list if {
	count(rule.deny) == 1 with input as _policy(_all)
}

test_denying_everything_is_allowed if {
	count(rule.deny) == 0 with input as _policy([object.union(_all, {"Effect": "Deny"})])
}

test_inline_policies_count_and_trust_does_not if {
	docs := {"inline_policy[0].policy": {"Statement": [_all]}, "assume_role_policy": {"Statement": [_all]}}
	fixture.attributes(rule.deny) == ["inline_policy[0].policy.Statement[0]"] with input as fixture.document([fixture.with_docs(fixture.resource("aws_iam_role", "r", {}), docs)])
}

test_administrator_access_is_denied if {
	every type, attribute in iam.attachment_attributes {
		values := {attribute: ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess"]}
		fixture.attributes(rule.deny) == [attribute] with input as fixture.document([fixture.resource(type, "a", values)])
	}
}

test_other_attachments_are_allowed if {
	attachment := fixture.resource("aws_iam_role_policy_attachment", "a", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"})
	own := fixture.resource("aws_iam_role_policy_attachment", "b", {"policy_arn": "${aws_iam_policy.p.arn}"})
	count(rule.deny) == 0 with input as fixture.document([attachment, own])
	count(rule.unknown) == 0 with input as fixture.document([attachment, own])
}

test_unknown_attachment_is_unknown if {
	attachment := fixture.resource("aws_iam_role_policy_attachment", "a", {"policy_arn": "${var.arn}"})
	fixture.attributes(rule.unknown) == ["policy_arn"] with input as fixture.document([attachment])
}

test_unknown_action_on_everything_is_unknown if {
	document := _policy([{"Effect": "Allow", "Action": "(known after apply)", "Resource": "*"}])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_everything_on_a_resource_is_allowed if {
	document := _policy([{"Effect": "Allow", "Action": "*", "Resource": "${aws_s3_bucket.b.arn}"}])
	count(rule.unknown) == 0 with input as document
	count(rule.unknown) == 1 with input as _policy([{"Effect": "Allow", "Action": "*", "Resource": "${var.arn}"}])
}

test_certain_breach_is_not_unknown_as_well if {
	document := _policy([{"Effect": "Allow", "Action": "*", "Resource": ["*", "${var.arn}"]}])
	count(rule.deny) == 1 with input as document
	count(rule.unknown) == 0 with input as document
}

test_unreadable_policy_is_unknown if {
	policy := fixture.resource("aws_iam_policy", "p", {})
	every one in [fixture.with_unknown(policy, ["policy"]), fixture.with_unparsed(policy, ["policy"])] {
		fixture.attributes(rule.unknown) == ["policy"] with input as fixture.document([one])
	}
}

test_odd_documents_are_no_error if {
	count(rule.deny) == 0 with input as _policy("x")
	count(rule.deny) == 0 with input as _policy([1, {"Action": 5, "Resource": {"a": "*"}}])
	count(rule.deny) == 0 with input as fixture.document([fixture.with_docs(fixture.resource("aws_iam_policy", "p", {}), {"policy": []})])
}
