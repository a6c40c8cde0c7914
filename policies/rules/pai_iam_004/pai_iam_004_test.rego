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

_sentinel(audience, session) := {"StringEquals": {"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:aud": audience, "sts:RoleSessionName": session}}

test_sentinel_is_told_apart_by_its_workspace if {
	audience := "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"
	workspace := "MicrosoftSentinel_3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90"
	count(rule.deny | rule.unknown) == 0 with input as _role(_sentinel(audience, workspace))
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role(_sentinel(audience, "MicrosoftSentinel_*"))
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role(_sentinel("api://other", workspace))
	{finding.key | some finding in rule.deny} == {"sub"} with input as _role({"StringEquals": {"x:aud": audience, "sts:RoleSessionName": workspace}})
}
