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
#   fix: "the range that needs it, such as cidrIpv4: '203.0.113.0/24'"
#   setting: "entry.exposure: internal, or entry.cidrs: [203.0.113.0/24] with entry.exposure: internet"
package groundplane.policies.pai_net_001

import data.groundplane.facts.ingress
import data.groundplane.lib

deny contains finding if {
	some entry in ingress.entries
	lib.world_open(entry.cidr)
	not _web_of_public_balancer(entry)
	finding := _waivable(entry, lib.keyed(
		lib.finding(entry.place, entry.attribute, sprintf("lets in %s on %s", [entry.cidr, _ports(entry)])),
		entry.cidr,
	))
}

unknown contains lib.finding(entry.place, entry.attribute, sprintf("range is %s", [entry.cidr])) if {
	some entry in ingress.entries
	lib.unresolved(entry.cidr)
}

unknown contains lib.finding(group, "ingress", "rules are known only after apply") if {
	some type in {"aws_security_group", "aws_default_security_group"}
	some group in input.by_type[type]
	"ingress" in group.unknown
}

_web_of_public_balancer(entry) if {
	entry.from == entry.to
	entry.from in {80, 443}
	entry.group in ingress.public_balancer_groups
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
