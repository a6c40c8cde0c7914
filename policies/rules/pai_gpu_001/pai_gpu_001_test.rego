package groundplane.policies.pai_gpu_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_001 as rule

_pool(spec) := fixture.with_object(fixture.empty, {"kind": "NodePool", "metadata": {"name": "chat"}, "spec": spec})

_group(values) := fixture.resource("aws_eks_node_group", "g", values)

test_limited_pool_is_allowed if {
	every limits in [{"nvidia.com/gpu": 4}, {"cpu": "64", "memory": "256Gi"}, {"nodes": 3}] {
		count(rule.deny) == 0 with input as _pool({"limits": limits})
		count(rule.unknown) == 0 with input as _pool({"limits": limits})
	}
}

test_pool_without_limit_is_denied if {
	every spec in [{}, {"limits": {}}, {"limits": {"ephemeral-storage": "1Ti"}}, {"limits": {"cpu": ""}}] {
		fixture.attributes(rule.deny) == ["values.resources[0].spec.limits"] with input as _pool(spec)
	}
}

test_unknown_limit_is_unknown if {
	every limits in ["${var.limits}", {"cpu": "${var.cpu}"}] {
		count(rule.deny) == 0 with input as _pool({"limits": limits})
		count(rule.unknown) == 1 with input as _pool({"limits": limits})
	}
}

test_sized_group_is_allowed if {
	count(rule.deny) == 0 with input as fixture.document([_group({"scaling_config": [{"max_size": 2}]})])
}

test_group_without_size_is_denied if {
	every values in [{}, {"scaling_config": [{"min_size": 1}]}] {
		fixture.attributes(rule.deny) == ["scaling_config"] with input as fixture.document([_group(values)])
	}
}

test_unknown_size_is_unknown if {
	every group in [fixture.with_unknown(_group({}), ["scaling_config"]), _group({"scaling_config": [{"max_size": "${var.max}"}]})] {
		count(rule.deny) == 0 with input as fixture.document([group])
		count(rule.unknown) == 1 with input as fixture.document([group])
	}
}

test_built_in_pools_of_auto_mode_are_denied if {
	cluster := fixture.resource("aws_eks_cluster", "c", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose"]}]})
	fixture.attributes(rule.deny) == ["compute_config[0].node_pools"] with input as fixture.document([cluster])
	off := fixture.resource("aws_eks_cluster", "c", {"compute_config": [{"enabled": false, "node_pools": ["general-purpose"]}]})
	count(rule.deny) == 0 with input as fixture.document([off])
}

test_unreadable_values_are_unknown if {
	release := fixture.resource("helm_release", "r", {})
	every one in [fixture.with_unknown(release, ["values[0]"]), fixture.with_unparsed(release, ["values[1]"])] {
		fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([one])
	}
	count(rule.unknown) == 0 with input as fixture.document([fixture.with_unknown(release, ["values.a.b"])])
}

test_what_is_known_is_not_unknown if {
	count(rule.unknown) == 0 with input as _pool({"limits": {}})
	count(rule.unknown) == 0 with input as _pool({"limits": {"cpu": 5, "memory": "${var.memory}"}})
	count(rule.unknown) == 0 with input as fixture.document([_group({"scaling_config": [{"max_size": 2, "min_size": "${var.min}"}]})])
	count(rule.unknown) == 0 with input as fixture.document([_group({})])
}
