# METADATA
# title: Every node pool has a hard maximum
# description: >-
#   Managed node groups say how many nodes they may have, Karpenter pools how much they may launch. A pool of p5 instances
#   without a limit is a five-figure day.
# custom:
#   id: PAI-GPU-001
#   inspects: [aws_eks_node_group, NodePool, aws_eks_cluster]
#   controls:
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MANAGE 2.1]
#   fix: "limits: { 'nvidia.com/gpu': 4 } of the NodePool, maxSize of a node group"
#   setting: "gpuPools.<name>.maxNodes: 4"
package groundplane.policies.pai_gpu_001

import data.groundplane.lib

deny contains lib.finding(pool, concat(".", [pool.attribute, "spec.limits"]), sprintf("NodePool %s has no limit on cpu, memory, GPUs or nodes", [_name(pool)])) if {
	some pool in input.objects.NodePool
	limits := object.get(pool.object, ["spec", "limits"], {})
	not _limited(limits)
	not _open(limits)
}

deny contains lib.finding(group, "scaling_config", "has no max_size") if {
	some group in input.by_type.aws_eks_node_group
	not "scaling_config" in group.unknown
	not _sized(group)
}

deny contains lib.finding(cluster, sprintf("compute_config[%d].node_pools", [index]), sprintf("built-in pool %s of Auto Mode takes no limit", [pool])) if {
	some cluster in input.by_type.aws_eks_cluster
	some index, config in lib.blocks(cluster.values, "compute_config")
	config.enabled == true
	some pool in lib.texts(config.node_pools)
}

unknown contains lib.finding(pool, concat(".", [pool.attribute, "spec.limits"]), "is known only after apply") if {
	some pool in input.objects.NodePool
	limits := object.get(pool.object, ["spec", "limits"], {})
	not _limited(limits)
	_open(limits)
}

unknown contains lib.finding(group, "scaling_config", "is known only after apply") if {
	some group in input.by_type.aws_eks_node_group
	_group_open(group)
}

# pools may stand in values that cannot be read
unknown contains lib.finding(release, "values", "may hold node pools, and cannot be read before apply") if {
	some release in input.by_type.helm_release
	lib.unreadable(release, "values")
}

_name(pool) := object.get(pool.object, ["metadata", "name"], "without name")

_limited(limits) if {
	some name in {"cpu", "memory", "nodes", "nvidia.com/gpu", "aws.amazon.com/neuron"}
	limit := limits[name]
	not lib.unresolved(limit)
	not limit == ""
}

_open(limits) if lib.unresolved(limits)

_open(limits) if {
	some limit in limits
	lib.unresolved(limit)
}

_sized(group) if {
	some config in lib.blocks(group.values, "scaling_config")
	config.max_size
}

_group_open(group) if "scaling_config" in group.unknown

_group_open(group) if {
	some config in lib.blocks(group.values, "scaling_config")
	lib.unresolved(config.max_size)
}
