# METADATA
# title: GPUs of staging and development sleep
# description: >-
#   Outside production, pools with GPUs can be empty: node groups have a minimum of 0, Karpenter takes away nodes
#   nobody uses. Most of what such an environment costs is GPUs at night.
# custom:
#   id: PAI-GPU-006
#   inspects: [aws_eks_node_group, NodePool]
#   controls:
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MEASURE 2.12]
#   fix: "scalingConfig: { minSize: 0 }; a NodePool without static replicas"
#   setting: "gpuPools.<name>.minNodes: 0"
package groundplane.policies.pai_gpu_006

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(group, "scaling_config[0].min_size", sprintf("keeps %s nodes with GPUs in staging or development", [lib.show(_least(group))])) if {
	some group in _groups
	is_number(_least(group))
	_least(group) > 0
}

deny contains lib.finding(pool, concat(".", [pool.attribute, "spec.disruption.consolidateAfter"]), "keeps nodes nobody uses in staging or development") if {
	some pool in input.objects.NodePool
	pool.stack in places.rehearsals
	object.get(pool.object, ["spec", "disruption", "consolidateAfter"], "0s") == "Never"
}

unknown contains lib.finding(group, "scaling_config[0].min_size", "is known only after apply") if {
	some group in _groups
	not is_number(_least(group))
}

unknown contains lib.finding(pool, concat(".", [pool.attribute, "spec.disruption.consolidateAfter"]), "is known only after apply") if {
	some pool in input.objects.NodePool
	pool.stack in places.rehearsals
	lib.unresolved(object.get(pool.object, ["spec", "disruption", "consolidateAfter"], "0s"))
}

_groups := [group |
	some group in input.by_type.aws_eks_node_group
	group.stack in places.rehearsals
	regex.match(`(NVIDIA|NEURON|GPU)`, lib.show(object.get(group.values, "ami_type", "")))
]

_least(group) := lib.value(group, ["scaling_config", 0, "min_size"], 0)
