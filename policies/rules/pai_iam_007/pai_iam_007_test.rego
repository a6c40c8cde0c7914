package groundplane.policies.pai_iam_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_007 as rule

_role(values) := fixture.document([fixture.resource("aws_iam_role", "r", values)])

test_a_boundary_is_allowed if {
	every arn in ["arn:aws:iam::111122223333:policy/boundary", "${aws_iam_policy.b.arn}", "(known after apply)"] {
		count(rule.deny | rule.unknown) == 0 with input as _role({"permissions_boundary": arn})
	}
}

test_none_is_denied if {
	fixture.attributes(rule.deny) == ["permissions_boundary"] with input as _role({})
	count(rule.deny) == 1 with input as _role({"permissions_boundary": ""})
}
