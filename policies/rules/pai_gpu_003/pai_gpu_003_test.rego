package groundplane.policies.pai_gpu_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_003 as rule

_pool(spec) := fixture.with_object(fixture.empty, {"kind": "NodePool", "spec": spec})

_group(values) := fixture.document([fixture.resource("aws_eks_node_group", "g", object.union({"ami_type": "AL2023_x86_64_NVIDIA"}, values))])

_pod(spec) := fixture.with_object(fixture.empty, {"kind": "Pod", "metadata": {"namespace": "models"}, "spec": object.union({"containers": [{"resources": {"limits": {"nvidia.com/gpu": 1}}}]}, spec)})

_taints := [{"key": "nvidia.com/gpu", "effect": "NoSchedule"}]

_of_g6 := {"requirements": [{"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["g6.xlarge"]}]}

test_tainted_pools_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _pool({"limits": {"nvidia.com/gpu": 4}, "template": {"spec": {"taints": _taints}}})
	count(rule.deny | rule.unknown) == 0 with input as _group({"taint": [{"key": "nvidia.com/gpu", "effect": "NO_SCHEDULE"}]})
	count(rule.deny | rule.unknown) == 0 with input as _pool({"limits": {"cpu": 4}})
	count(rule.deny | rule.unknown) == 0 with input as _group({"ami_type": "AL2023_x86_64_STANDARD"})
}

test_untainted_pools_are_denied if {
	fixture.attributes(rule.deny) == ["values.resources[0].spec.template.spec.taints"] with input as _pool({"limits": {"nvidia.com/gpu": 4}})
	count(rule.deny) == 1 with input as _pool({"template": {"spec": _of_g6}})
	count(rule.deny) == 1 with input as _pool({"template": {"spec": object.union(_of_g6, {"taints": [{"key": "a", "effect": "PreferNoSchedule"}]})}})
	fixture.attributes(rule.deny) == ["taint"] with input as _group({})
}

test_pods_tolerate_what_they_need if {
	every tolerations in [[{"key": "nvidia.com/gpu", "operator": "Exists"}], [{"operator": "Exists"}], "${var.t}"] {
		count(rule.deny) == 0 with input as _pod({"tolerations": tolerations})
	}
	fixture.attributes(rule.deny) == ["values.resources[0].spec.tolerations"] with input as _pod({})
	count(rule.deny) == 1 with input as _pod({"tolerations": [{"key": "other"}]})
	count(rule.deny) == 0 with input as _pod({"containers": [{"resources": {"limits": {"cpu": 1}}}]})
}

test_unknown_is_unknown if {
	plan := fixture.with_unknown(fixture.resource("aws_eks_node_group", "g", {"ami_type": "AL2023_x86_64_NVIDIA"}), ["taint"])
	fixture.attributes(rule.unknown) == ["taint"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
	open := _pool({"limits": {"nvidia.com/gpu": 4}, "template": {"spec": {"taints": "${var.t}"}}})
	count(rule.deny) == 0 with input as open
	count(rule.unknown) == 1 with input as open
}
