package groundplane.policies.pai_gpu_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_002 as rule

_pool(values) := fixture.with_object(fixture.empty, {"kind": "NodePool", "metadata": {"name": "chat"}, "spec": {"template": {"spec": {"requirements": [{"key": "karpenter.sh/capacity-type", "operator": "In", "values": values}]}}}})

_group(values) := fixture.document([fixture.resource("aws_eks_node_group", "g", values)])

_staging(document) := object.union(document, {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})

test_something_to_fall_back_on_is_allowed if {
	every values in [["spot", "on-demand"], ["reserved"], []] {
		count(rule.deny | rule.unknown) == 0 with input as _pool(values)
	}
	count(rule.deny | rule.unknown) == 0 with input as _group({})
}

test_spot_alone_is_denied if {
	some finding in rule.deny with input as _pool(["spot"])
	finding.message == "pool chat takes spot capacity only"
	fixture.attributes(rule.deny) == ["capacity_type"] with input as _group({"capacity_type": "SPOT"})
}

test_a_rehearsal_may_live_on_spot if {
	count(rule.deny) == 0 with input as _staging(_pool(["spot"]))
	count(rule.deny) == 0 with input as _staging(_group({"capacity_type": "SPOT"}))
}

test_unknown_is_unknown if {
	every values in ["${var.c}", ["spot", "(known after apply)"]] {
		count(rule.deny) == 0 with input as _pool(values)
		count(rule.unknown) == 1 with input as _pool(values)
	}
	whole := fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": {"template": {"spec": {"requirements": "${var.r}"}}}})
	count(rule.unknown) == 1 with input as whole
	fixture.attributes(rule.unknown) == ["capacity_type"] with input as _group({"capacity_type": "${var.c}"})
	count(rule.deny) == 0 with input as _group({"capacity_type": "${var.c}"})
}
