package groundplane.policies.pai_iam_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_004 as rule

_role(condition) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_role", "r", {}), {"assume_role_policy": {"Statement": [{
	"Effect": "Allow",
	"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A"},
	"Action": "sts:AssumeRoleWithWebIdentity",
	"Condition": condition,
}]}})])

_keys(sub, aud) := {"oidc.eks.eu-central-1.amazonaws.com/id/A:sub": sub, "oidc.eks.eu-central-1.amazonaws.com/id/A:aud": aud}

_exact := _keys("system:serviceaccount:gateway:gateway", "sts.amazonaws.com")

test_exact_claims_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _role({"StringEquals": _exact})
}

test_each_missing_claim_is_denied if {
	{finding.key | some finding in rule.deny} == {"aud", "sub"} with input as _role({})
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role({"StringEquals": {"x:aud": "sts.amazonaws.com"}})
}

test_patterns_are_denied if {
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role({"StringLike": {"x:sub": "repo:acme/*"}, "StringEquals": {"x:aud": "a"}})
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role({"StringEquals": _keys("system:serviceaccount:*", "a")})
}

test_others_are_not_asked if {
	saml := fixture.with_docs(fixture.resource("aws_iam_role", "r", {}), {"assume_role_policy": {"Statement": [{"Principal": {"Federated": "arn:aws:iam::1:saml-provider/x"}}, {"Principal": {"Service": "ec2.amazonaws.com"}}]}})
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([saml])
}

test_unknown_is_unknown if {
	{finding.key | some finding in rule.unknown} == {"sub"} with input as _role({"StringEquals": _keys("${var.s}", "a")})
	count(rule.deny) == 0 with input as _role({"StringEquals": _keys("${var.s}", "a")})
	count(rule.unknown) == 1 with input as _role({"StringEquals": {"(known after apply)": "x"}})
	count(rule.deny) == 0 with input as _role({"StringEquals": {"(known after apply)": "x"}})
	unread := fixture.with_unparsed(fixture.resource("aws_iam_role", "r", {}), ["assume_role_policy"])
	fixture.attributes(rule.unknown) == ["assume_role_policy"] with input as fixture.document([unread])
}
