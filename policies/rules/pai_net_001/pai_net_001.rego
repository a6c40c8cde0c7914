# METADATA
# title: No inbound traffic from the whole internet
# description: >-
#   Security groups let in no range as wide as the internet, except ports 80 and 443 of a public load balancer that is
#   declared. Open inference, vector and database ports are how private models usually leak.
# custom:
#   id: PAI-NET-001
#   inspects: [aws_vpc_security_group_ingress_rule, aws_security_group, aws_default_security_group, aws_security_group_rule]
#   controls:
#     checkov: [CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277]
#     aws-fsbp: [EC2.13, EC2.14, EC2.18, EC2.19]
#     aws-aisf: [INFRA-08]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   fix: name the range that needs it, such as cidrIpv4 "203.0.113.0/24"; public entry goes through the gateway's load balancer (gateway.exposure)
package groundplane.policies.pai_net_001

import data.groundplane.lib

deny contains finding if {
	some entry in _entries
	lib.world_open(entry.cidr)
	not _web_of_public_balancer(entry)
	finding := _waivable(entry, lib.keyed(
		lib.finding(entry.place, entry.attribute, sprintf("lets in %s on %s", [entry.cidr, _ports(entry)])),
		entry.cidr,
	))
}

unknown contains lib.finding(entry.place, entry.attribute, sprintf("range is %s", [entry.cidr])) if {
	some entry in _entries
	lib.unresolved(entry.cidr)
}

unknown contains lib.finding(group, "ingress", "rules are known only after apply") if {
	some type in {"aws_security_group", "aws_default_security_group"}
	some group in input.by_type[type]
	"ingress" in group.unknown
}

_entries contains _entry(rule, name, rule.values[name], rule.values, _group_of(rule)) if {
	some rule in input.by_type.aws_vpc_security_group_ingress_rule
	some name in {"cidr_ipv4", "cidr_ipv6"}
}

_entries contains _entry(rule, name, cidr, rule.values, _group_of(rule)) if {
	some rule in input.by_type.aws_security_group_rule
	object.get(rule.values, "type", "") != "egress"
	some name in {"cidr_blocks", "ipv6_cidr_blocks"}
	some cidr in lib.texts(rule.values[name])
}

_entries contains _entry(group, sprintf("ingress[%d].%s", [index, name]), cidr, block, lib.id(group)) if {
	some type in {"aws_security_group", "aws_default_security_group"}
	some group in input.by_type[type]
	some index, block in lib.blocks(group.values, "ingress")
	some name in {"cidr_blocks", "ipv6_cidr_blocks"}
	some cidr in lib.texts(block[name])
}

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

_web_of_public_balancer(entry) if {
	entry.from == entry.to
	entry.from in {80, 443}
	entry.group in _public_balancer_groups
}

_public_balancer_groups contains lib.id(group) if {
	some group in input.by_type.aws_security_group
	some type in {"aws_lb", "aws_alb"}
	some balancer in input.by_type[type]
	object.get(balancer.values, "internal", false) == false
	lib.id(balancer) in lib.pointers(input.refs, group, sprintf("%s.security_groups", [type]))
}

# a balancer that a controller makes is declared in the descriptor; its group serves nothing else
_public_balancer_groups contains lib.id(group) if {
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

# databases, caches, indexes, model servers and gateways: 3306 and 5432, 6379, 6333, 9200, 8000, 11434, 4000 and the like
_private_ports := {1433, 3306, 4000, 5432, 5439, 6333, 6334, 6379, 8000, 8080, 9200, 11211, 11434, 19530, 27017}

_waivable(entry, finding) := finding if not _covers_private_port(entry)

_waivable(entry, finding) := lib.unwaivable(finding) if _covers_private_port(entry)

_covers_private_port(entry) if entry.protocol in {"-1", "all"}

_covers_private_port(entry) if {
	some port in _private_ports
	entry.from <= port
	port <= entry.to
}

_ports(entry) := "all ports" if entry.protocol in {"-1", "all"}

_ports(entry) := sprintf("port %s", [lib.show(entry.from)]) if {
	not entry.protocol in {"-1", "all"}
	entry.from == entry.to
}

_ports(entry) := sprintf("ports %s to %s", [lib.show(entry.from), lib.show(entry.to)]) if {
	not entry.protocol in {"-1", "all"}
	entry.from != entry.to
}
