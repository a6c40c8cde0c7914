# METADATA
# title: What security groups let in
# description: Rules of all forms as one list, read once for every rule about them.
package groundplane.facts.ingress

import data.groundplane.lib

# every range that a security group lets in, with ports and the group
entries := array.concat(
	array.concat(
		[_entry(rule, name, rule.values[name], rule.values, _group_of(rule)) |
			some rule in input.by_type.aws_vpc_security_group_ingress_rule
			some name in {"cidr_ipv4", "cidr_ipv6"}
		],
		[_entry(rule, name, cidr, rule.values, _group_of(rule)) |
			some rule in input.by_type.aws_security_group_rule
			object.get(rule.values, "type", "") != "egress"
			some name in {"cidr_blocks", "ipv6_cidr_blocks"}
			some cidr in lib.texts(rule.values[name])
		],
	),
	[_entry(group, sprintf("ingress[%d].%s", [index, name]), cidr, block, lib.id(group)) |
		some type in {"aws_security_group", "aws_default_security_group"}
		some group in input.by_type[type]
		some index, block in lib.blocks(group.values, "ingress")
		some name in {"cidr_blocks", "ipv6_cidr_blocks"}
		some cidr in lib.texts(block[name])
	],
)

_entry(resource, attribute, cidr, block, group) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"cidr": cidr,
	"from": object.get(block, "from_port", -1),
	"to": object.get(block, "to_port", -1),
	"protocol": object.get(block, "ip_protocol", object.get(block, "protocol", "-1")),
	"group": group,
}

_group_of(rule) := object.get(_groups_by_rule, lib.id(rule), "")

_groups_by_rule[rule] := group if {
	some security_group in input.by_type.aws_security_group
	group := lib.id(security_group)
	some type in {"aws_vpc_security_group_ingress_rule", "aws_security_group_rule"}
	some rule in lib.pointers(input.refs, security_group, sprintf("%s.security_group_id", [type]))
}

# groups that serve a load balancer open to the internet
public_balancer_groups contains lib.id(group) if {
	some group in input.by_type.aws_security_group
	some type in {"aws_lb", "aws_alb"}
	some balancer in input.by_type[type]
	object.get(balancer.values, "internal", false) == false
	lib.id(balancer) in lib.pointers(input.refs, group, sprintf("%s.security_groups", [type]))
}

# a balancer that a controller makes is declared in the descriptor; its group serves nothing else
public_balancer_groups contains lib.id(group) if {
	_public_balancer_declared
	some group in input.by_type.aws_security_group
	every attribute, _ in object.get(input.refs, lib.id(group), {}) {
		attribute in _balancer_attributes
	}
}

_public_balancer_declared if {
	some stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "load-balancer"
	intent.scheme == "internet-facing"
}

_balancer_attributes := {
	"aws_lb.security_groups",
	"aws_security_group_rule.security_group_id",
	"aws_security_group_rule.source_security_group_id",
	"aws_vpc_security_group_egress_rule.referenced_security_group_id",
	"aws_vpc_security_group_egress_rule.security_group_id",
	"aws_vpc_security_group_ingress_rule.referenced_security_group_id",
	"aws_vpc_security_group_ingress_rule.security_group_id",
	"helm_release.values",
}
