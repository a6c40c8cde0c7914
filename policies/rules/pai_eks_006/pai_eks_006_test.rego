package groundplane.policies.pai_eks_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_006 as rule

_admin := "arn:aws:iam::111122223333:role/admin"

_association(values) := object.union(
	fixture.document([fixture.resource("aws_eks_access_policy_association", "a", object.union({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "principal_arn": _admin, "access_scope": [{"type": "cluster"}]}, values))]),
	{"stacks": {"app": {"descriptor": {"admins": [_admin]}}}},
)

test_declared_administrators_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _association({})
}

test_others_are_denied if {
	every policy in ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"] {
		some finding in rule.deny with input as _association({"policy_arn": sprintf("arn:aws:eks::aws:cluster-access-policy/%s", [policy]), "principal_arn": "arn:aws:iam::111122223333:role/other"})
		finding.key == "arn:aws:iam::111122223333:role/other"
	}
	undeclared := object.union(_association({}), {"stacks": {"app": {"descriptor": {"admins": []}}}})
	count(rule.deny) == 1 with input as undeclared
}

test_other_policies_and_scopes_are_allowed if {
	other := {"principal_arn": "arn:aws:iam::111122223333:role/other"}
	count(rule.deny) == 0 with input as _association(object.union(other, {"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"}))
	count(rule.deny) == 0 with input as _association(object.union(other, {"access_scope": [{"type": "namespace"}]}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["principal_arn"] with input as _association({"principal_arn": "${var.p}"})
	fixture.attributes(rule.unknown) == ["policy_arn"] with input as _association({"policy_arn": "(known after apply)"})
	count(rule.deny) == 0 with input as _association({"principal_arn": "${var.p}"})
}
