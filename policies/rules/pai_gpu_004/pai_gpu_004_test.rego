package groundplane.policies.pai_gpu_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_004 as rule

_pool(key, values) := fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": {"template": {"spec": {"requirements": [{"key": key, "operator": "In", "values": values}]}}}})

_types(values) := _pool("node.kubernetes.io/instance-type", values)

_group(types) := fixture.document([fixture.resource("aws_eks_node_group", "g", {"instance_types": types})])

test_families_of_the_tier_are_allowed if {
	every type in ["m7i.xlarge", "t3.large", "r7g.large", "c7i-flex.large", "g4dn.xlarge", "g6e.48xlarge"] {
		count(rule.deny | rule.unknown) == 0 with input as fixture.with_tier(_group([type]), "smb")
		count(rule.deny | rule.unknown) == 0 with input as fixture.with_tier(_types([type]), "enterprise")
	}
	count(rule.deny) == 0 with input as fixture.with_tier(_group(["p5.48xlarge"]), "mid-market")
	count(rule.deny) == 0 with input as fixture.with_tier(_pool("karpenter.k8s.aws/instance-family", ["p6-b200"]), "enterprise")
}

test_others_are_denied if {
	{finding.key | some finding in rule.deny} == {"p5.48xlarge"} with input as fixture.with_tier(_types(["g6.xlarge", "p5.48xlarge"]), "smb")
	{finding.key | some finding in rule.deny} == {"p6-b200.48xlarge"} with input as fixture.with_tier(_group(["p6-b200.48xlarge"]), "mid-market")
	{finding.key | some finding in rule.deny} == {"m4.large"} with input as _group(["m4.large"])
}

test_a_pool_of_anything_is_denied if {
	count(rule.deny) == 1 with input as _pool("karpenter.k8s.aws/instance-category", ["g"])
	count(rule.deny) == 1 with input as fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": {}})
}

test_unknown_is_unknown if {
	every types in ["${var.t}", ["m7i.large", "(known after apply)"]] {
		count(rule.deny) == 0 with input as _group(types)
		fixture.attributes(rule.unknown) == ["instance_types"] with input as _group(types)
	}
	whole := fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": {"template": {"spec": {"requirements": "${var.r}"}}}})
	count(rule.deny) == 0 with input as whole
	count(rule.unknown) == 1 with input as whole
}
