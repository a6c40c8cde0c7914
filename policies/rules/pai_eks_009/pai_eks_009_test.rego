package groundplane.policies.pai_eks_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_009 as rule

_group(values) := fixture.document([fixture.resource("aws_eks_node_group", "g", values)])

_template(values) := fixture.document([fixture.resource("aws_launch_template", "t", values)])

test_no_way_in_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _group({})
	count(rule.deny | rule.unknown) == 0 with input as _template({"key_name": ""})
}

test_ssh_is_denied if {
	fixture.attributes(rule.deny) == ["remote_access"] with input as _group({"remote_access": [{"ec2_ssh_key": "k"}]})
	fixture.attributes(rule.deny) == ["key_name"] with input as _template({"key_name": "k"})
}

test_unknown_is_unknown if {
	group := fixture.with_unknown(fixture.resource("aws_eks_node_group", "g", {}), ["remote_access"])
	fixture.attributes(rule.unknown) == ["remote_access"] with input as fixture.document([group])
	template := fixture.with_unknown(fixture.resource("aws_launch_template", "t", {"key_name": "${var.k}"}), ["key_name"])
	fixture.attributes(rule.unknown) == ["key_name"] with input as fixture.document([template])
	count(rule.deny) == 0 with input as fixture.document([template])
}
