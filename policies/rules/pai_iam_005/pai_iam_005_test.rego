package groundplane.policies.pai_iam_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_005 as rule

test_each_is_denied if {
	every type in ["aws_iam_user", "aws_iam_access_key", "aws_iam_user_login_profile"] {
		count(rule.deny) == 1 with input as fixture.document([fixture.resource(type, "u", {})])
		count(rule.deny) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource(type, "u", {}), ["count"])])
	}
}

test_roles_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource("aws_iam_role", "r", {})])
}
