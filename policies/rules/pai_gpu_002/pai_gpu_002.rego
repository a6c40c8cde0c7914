# METADATA
# title: Production does not live on spot alone
# description: >-
#   Pools of production have on-demand or reserved capacity to fall back on. Spot nodes go within two minutes, and
#   when AWS has none there is no model to answer.
# custom:
#   id: PAI-GPU-002
#   inspects: [aws_eks_node_group, NodePool]
#   controls:
#     soc2: [A1.2]
#     eu-ai-act: ["15"]
#   fix: "karpenter.sh/capacity-type with on-demand beside spot in the requirements of the NodePool; capacityType: 'ON_DEMAND' of a node group"
#   setting: "gpuPools.<name>.capacity: [spot, on-demand]"
package groundplane.policies.pai_gpu_002

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.requirements"]), sprintf("pool %s takes spot capacity only", [_name(pool)])) if {
	some pool in input.objects.NodePool
	not pool.stack in places.rehearsals
	count(_capacities(pool)) > 0
	_capacities(pool) & {"on-demand", "reserved"} == set()
	not _open(pool)
}

deny contains lib.finding(group, "capacity_type", "takes spot capacity only") if {
	some group in input.by_type.aws_eks_node_group
	not group.stack in places.rehearsals
	lib.value(group, ["capacity_type"], "ON_DEMAND") == "SPOT"
}

unknown contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.requirements"]), "which capacity it takes is known only after apply") if {
	some pool in input.objects.NodePool
	_capacities(pool) & {"on-demand", "reserved"} == set()
	_open(pool)
}

unknown contains lib.open_at(group, ["capacity_type"]) if {
	some group in input.by_type.aws_eks_node_group
	lib.unresolved(lib.value(group, ["capacity_type"], "ON_DEMAND"))
}

_name(pool) := lib.show(object.get(pool.object, ["metadata", "name"], "without name"))

# where nothing is asked for Karpenter takes on-demand
_capacities(pool) := {text |
	some requirement in object.get(pool.object, ["spec", "template", "spec", "requirements"], [])
	requirement.key == "karpenter.sh/capacity-type"
	requirement.operator == "In"
	some text in lib.texts(requirement.values)
}

_open(pool) if lib.unresolved(object.get(pool.object, ["spec", "template", "spec", "requirements"], []))

_open(pool) if {
	some text in _capacities(pool)
	lib.unresolved(text)
}
