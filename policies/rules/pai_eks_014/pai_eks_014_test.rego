package groundplane.policies.pai_eks_014_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_014 as rule

_role(values) := fixture.resource("aws_iam_role", "n", values)

_attachment(arn) := fixture.resource("aws_iam_role_policy_attachment", "a", {"policy_arn": arn})

_refs(user) := {"app/aws_iam_role.n": {
	user: ["app/x.y"],
	"aws_iam_role_policy_attachment.role": ["app/aws_iam_role_policy_attachment.a"],
	"aws_iam_role_policy.role": ["app/aws_iam_role_policy.p"],
}}

_document(resources) := fixture.with_refs(fixture.document(resources), _refs("aws_eks_node_group.node_role_arn"))

_aws(policy) := sprintf("arn:aws-us-gov:iam::aws:policy/%s", [policy])

test_what_nodes_need_is_allowed if {
	every policy in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"] {
		count(rule.deny | rule.unknown) == 0 with input as _document([_role({}), _attachment(_aws(policy))])
		count(rule.deny) == 0 with input as _document([_role({"managed_policy_arns": [_aws(policy)]})])
	}
}

test_more_is_denied if {
	some finding in rule.deny with input as _document([_role({}), _attachment(_aws("AmazonS3FullAccess"))])
	finding.message == "gives nodes arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess"
	fixture.attributes(rule.deny) == ["managed_policy_arns"] with input as _document([_role({"managed_policy_arns": [_aws("AmazonS3FullAccess")]})])
}

test_inline_policies_are_denied if {
	fixture.attributes(rule.deny) == ["role"] with input as _document([_role({}), fixture.resource("aws_iam_role_policy", "p", {})])
	fixture.attributes(rule.deny) == ["inline_policy"] with input as _document([_role({"inline_policy": [{"name": "x"}]})])
}

test_other_roles_may_do_more if {
	document := fixture.with_refs(fixture.document([_role({}), _attachment(_aws("AmazonS3FullAccess"))]), _refs("aws_lambda_function.role"))
	count(rule.deny | rule.unknown) == 0 with input as document
}

test_unknown_is_unknown if {
	document := _document([_role({}), _attachment("${var.p}")])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["policy_arn"] with input as document
}
