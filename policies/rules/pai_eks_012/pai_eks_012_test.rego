package groundplane.policies.pai_eks_012_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_012 as rule

_group(values) := fixture.document([fixture.resource("aws_eks_node_group", "g", values)])

_class(term) := fixture.with_object(fixture.empty, {"kind": "EC2NodeClass", "spec": {"amiSelectorTerms": [term]}})

_template(values) := fixture.document([fixture.resource("aws_launch_template", "t", values)])

test_images_of_aws_are_allowed if {
	every values in [{}, {"ami_type": "AL2023_x86_64_NVIDIA"}, {"ami_type": "BOTTLEROCKET_ARM_64"}] {
		count(rule.deny | rule.unknown) == 0 with input as _group(values)
	}
	count(rule.deny | rule.unknown) == 0 with input as _class({"alias": "bottlerocket@v1.64.0"})
	count(rule.deny) == 0 with input as _template({"image_id": "resolve:ssm:/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id"})
	count(rule.deny) == 0 with input as _template({})
}

test_others_are_denied if {
	every type in ["AL2_x86_64_GPU", "CUSTOM", "WINDOWS_CORE_2022_x86_64", 5] {
		fixture.attributes(rule.deny) == ["ami_type"] with input as _group({"ami_type": type})
	}
	every term in [{"alias": "al2@latest"}, {"id": "ami-0a1b2c3d4e5f60718"}, {"tags": {"a": "b"}}] {
		count(rule.deny) == 1 with input as _class(term)
	}
	fixture.attributes(rule.deny) == ["image_id"] with input as _template({"image_id": "ami-0a1b2c3d4e5f60718"})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["ami_type"] with input as _group({"ami_type": "${var.a}"})
	count(rule.deny) == 0 with input as _group({"ami_type": "(known after apply)"})
	count(rule.unknown) == 1 with input as _class({"alias": "${var.a}"})
	count(rule.deny) == 0 with input as _class({"alias": "${var.a}"})
}
