package groundplane.facts.iam_test

import data.groundplane.facts.iam
import data.groundplane.fixture

_role(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_role", "r", {}), {"assume_role_policy": {"Statement": statement}})])

test_conditions_are_taken_apart if {
	iam.conditions({"Condition": {"StringEquals": {"STS:ExternalId": "x", "a": ["b", "c"]}, "odd": 5}}) == {
		{"operator": "StringEquals", "key": "sts:externalid", "values": ["x"]},
		{"operator": "StringEquals", "key": "a", "values": ["b", "c"]},
	}
	iam.conditions({}) == set()
}

test_each_trusted_principal_is_an_entry if {
	document := _role([{"Principal": {"AWS": ["a", "b"], "Service": "c"}}, {"Effect": "Deny", "Principal": "*"}])
	{[trust.kind, trust.principal] | some trust in iam.trusts} == {["AWS", "a"], ["AWS", "b"], ["Service", "c"]} with input as document
}

test_everybody_is_a_principal if {
	{[trust.kind, trust.principal] | some trust in iam.trusts} == {["AWS", "*"]} with input as _role({"Principal": "*"})
}
