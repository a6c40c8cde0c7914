# METADATA
# title: The cluster spans zones
# description: >-
#   Subnets of the cluster, and of nodes without GPUs, lie in at least two zones, in enterprise three. A zone that
#   fails must not take the platform. Node groups with one value of the label groundplane.io/dedicated count together.
# custom:
#   id: PAI-EKS-013
#   inspects: [aws_eks_cluster, aws_eks_node_group, aws_subnet]
#   controls:
#     aws-fsbp: [ELB.13]
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     eu-ai-act: ["15"]
#   fix: "subnetIds of three zones"
#   setting: "network.zones: 3"
package groundplane.policies.pai_eks_013

import data.groundplane.facts.subnets
import data.groundplane.lib

deny contains lib.finding(spread.place, spread.attribute, sprintf("spans %d of at least %d zones", [count(spread.zones), _wanted])) if {
	some spread in _spreads
	count(spread.zones) < _wanted
	not spread.open
}

unknown contains lib.finding(spread.place, spread.attribute, "which zones it spans is known only after apply") if {
	some spread in _spreads
	count(spread.zones) < _wanted
	spread.open
}

_wanted := 3 if input.tier == "enterprise"

_wanted := 2 if input.tier != "enterprise"

_spreads := array.concat(
	[_spread(cluster, ["vpc_config", 0, "subnet_ids"], "aws_eks_cluster.vpc_config.subnet_ids") |
		some cluster in input.by_type.aws_eks_cluster
	],
	[_together(group) |
		some group in input.by_type.aws_eks_node_group
		not regex.match(`(NVIDIA|NEURON)`, lib.show(object.get(group.values, "ami_type", "")))
	],
)

# GPUs are where the capacity is

# groups of one zone each, by a label they share, are one: what has volumes of its own cannot follow into another zone
_together(group) := object.union(_alone(group), {
	"zones": union({_alone(sibling).zones | some sibling in _siblings(group)}),
	"open": true in {_alone(sibling).open | some sibling in _siblings(group)},
})

_siblings(group) := {group} | {sibling |
	some sibling in input.by_type.aws_eks_node_group
	sibling.stack == group.stack
	dedicated := group.values.labels["groundplane.io/dedicated"]
	sibling.values.labels["groundplane.io/dedicated"] == dedicated
}

_alone(group) := _spread(group, ["subnet_ids"], "aws_eks_node_group.subnet_ids")

_spread(resource, path, attribute) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": lib.path_text(path),
	"zones": ({subnets.zone(subnet) | some subnet in found} | _named(resource, path)),
	"open": _open(resource, path, found),
} if {
	found := object.get(_holders, [attribute, lib.id(resource)], set())
}

# a subnet that is not made here may be in a zone of its own
_named(resource, path) := {text |
	some text in lib.texts(object.get(resource.values, path, []))
	not lib.unresolved(text)
}

default _open(_, _, _) := false

_open(resource, path, found) if {
	count(found) == 0
	some text in lib.texts(lib.value(resource, path, []))
	lib.unresolved(text)
}

_open(_, _, found) if {
	some subnet in found
	lib.unresolved(subnets.zone(subnet))
}

_holders[attribute][place] contains subnet if {
	some attribute in {"aws_eks_cluster.vpc_config.subnet_ids", "aws_eks_node_group.subnet_ids"}
	some subnet in input.by_type.aws_subnet
	some place in lib.pointers(input.refs, subnet, attribute)
}
