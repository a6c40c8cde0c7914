# METADATA
# title: Nodes are of a kind the tier allows
# description: >-
#   Pools and node groups name instance types, of families the tier allows: current general ones and G-family GPUs in
#   every tier, A100 and H100 from mid-market, B200 and Trainium in enterprise. One wrong letter is a five-figure day.
# custom:
#   id: PAI-GPU-004
#   inspects: [aws_eks_node_group, NodePool]
#   controls:
#     soc2: [A1.1]
#   fix: "node.kubernetes.io/instance-type in the requirements of the NodePool; instanceTypes of a node group"
#   setting: "gpuPools.<name>.instanceTypes: [g6e.xlarge, g6e.2xlarge]"
package groundplane.policies.pai_gpu_004

import data.groundplane.lib

deny contains lib.keyed(lib.finding(pool.place, pool.attribute, sprintf("%s is not of a family %s allows", [type, input.tier])), type) if {
	some pool in _pools
	some type in pool.types
	not lib.unresolved(type)
	not regex.match(_allowed[input.tier], split(type, ".")[0])
}

deny contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.requirements"]), "names no instance types") if {
	some pool in input.objects.NodePool
	not _names(pool)
	not lib.unresolved(_requirements(pool))
}

unknown contains lib.finding(pool.place, pool.attribute, "which instance types it takes is known only after apply") if {
	some pool in _pools
	some type in pool.types
	lib.unresolved(type)
}

unknown contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.requirements"]), "which instance types it takes is known only after apply") if {
	some pool in input.objects.NodePool
	lib.unresolved(_requirements(pool))
}

_everywhere := `t3a?|t4g|[mcr][5-8][a-z-]*|g4dn|g5g?|g6[ef]?|gr6f?`

_large := `g7e|p4de?|p5|inf2`

_allowed := {
	"smb": concat("", ["^(", _everywhere, ")$"]),
	"mid-market": concat("", ["^(", _everywhere, "|", _large, ")$"]),
	"enterprise": concat("", ["^(", _everywhere, "|", _large, "|x[28][a-z]*|p5en?|p6-b[23]00|p6e-gb200|trn[12]n?)$"]),
}

_keys := {"node.kubernetes.io/instance-type", "karpenter.k8s.aws/instance-family"}

_requirements(pool) := object.get(pool.object, ["spec", "template", "spec", "requirements"], [])

_names(pool) if {
	some requirement in _requirements(pool)
	requirement.key in _keys
	requirement.operator == "In"
}

_pools := array.concat(
	[_pool(group, "instance_types", lib.texts(lib.value(group, ["instance_types"], []))) |
		some group in input.by_type.aws_eks_node_group
	],
	[_pool(pool, sprintf("%s.spec.template.spec.requirements[%d]", [pool.attribute, index]), lib.texts(requirement.values)) |
		some pool in input.objects.NodePool
		is_array(_requirements(pool))
		some index, requirement in _requirements(pool)
		requirement.key in _keys
		requirement.operator == "In"
	],
)

_pool(resource, attribute, types) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"types": types,
}
