package groundplane.policies.pai_gpu_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_006 as rule

_staging(document) := object.union(document, {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})

_group(least) := fixture.document([fixture.resource("aws_eks_node_group", "g", {"ami_type": "AL2023_x86_64_NVIDIA", "scaling_config": [{"min_size": least}]})])

_pool(after) := fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": {"disruption": {"consolidateAfter": after}}})

test_pools_that_can_be_empty_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _staging(_group(0))
	count(rule.deny | rule.unknown) == 0 with input as _staging(_pool("10m"))
	count(rule.deny | rule.unknown) == 0 with input as _staging(fixture.with_object(fixture.empty, {"kind": "NodePool"}))
}

test_pools_that_cannot_are_denied if {
	some finding in rule.deny with input as _staging(_group(1))
	finding.message == "keeps 1 nodes with GPUs in staging or development"
	count(rule.deny) == 1 with input as _staging(_pool("Never"))
}

test_production_may_keep_them if {
	count(rule.deny) == 0 with input as _group(1)
	count(rule.deny) == 0 with input as _pool("Never")
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _staging(_group("${var.m}"))
	count(rule.unknown) == 1 with input as _staging(_group("${var.m}"))
	count(rule.unknown) == 1 with input as _staging(_pool("${var.a}"))
	count(rule.deny) == 0 with input as _staging(_pool("${var.a}"))
}
