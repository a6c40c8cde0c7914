# METADATA
# title: What the internet reaches stands behind a web firewall
# description: >-
#   Every application load balancer open to the internet has a web ACL, and every web ACL limits the rate of one
#   address, uses managed rule groups and writes a log. Else one script can empty the budget.
# custom:
#   id: PAI-NET-009
#   inspects: [aws_lb, aws_wafv2_web_acl, aws_wafv2_web_acl_association, aws_wafv2_web_acl_logging_configuration]
#   controls:
#     checkov: [CKV_AWS_175, CKV_AWS_192, CKV_AWS_342, CKV2_AWS_31]
#     aws-fsbp: [WAF.10, WAF.11]
#     aws-aisf: [INFRA-03, INFRA-04]
#     soc2: [CC6.6]
#     nist-ai-rmf-1.0: [MANAGE 2.4]
#     eu-ai-act: ["15"]
#   fix: "add aws_wafv2_web_acl with a rateBasedStatement and AWSManagedRulesCommonRuleSet, aws_wafv2_web_acl_association to the load balancer, and aws_wafv2_web_acl_logging_configuration"
#   setting: "entry.exposure: internal; with internet a firewall is made, and entry.requestsPerFiveMinutes: 2000 is its limit"
package groundplane.policies.pai_net_009

import data.groundplane.lib

deny contains lib.finding(balancer, "", "is open to the internet without a web ACL") if {
	some balancer in _public
	count(lib.pointers(input.refs, balancer, "aws_wafv2_web_acl_association.resource_arn")) == 0
	not lib.goes_into_module(input.refs, balancer)
}

deny contains lib.keyed(lib.finding(acl, "rule", sprintf("has no %s", [_words[kind]])), kind) if {
	some acl in input.by_type.aws_wafv2_web_acl
	not _open(acl)
	some kind in (_needed - _kinds(acl))
}

deny contains lib.finding(acl, "", "writes no log") if {
	some acl in input.by_type.aws_wafv2_web_acl
	count(lib.pointers(input.refs, acl, "aws_wafv2_web_acl_logging_configuration.resource_arn")) == 0
	not lib.goes_into_module(input.refs, acl)
}

unknown contains lib.finding(acl, "rule", "rules are known only after apply") if {
	some acl in input.by_type.aws_wafv2_web_acl
	_open(acl)
	count(_needed - _kinds(acl)) > 0
}

unknown contains lib.finding(balancer, "internal", "is known only after apply") if {
	some type in {"aws_lb", "aws_alb"}
	some balancer in input.by_type[type]
	lib.unresolved(balancer.values.internal)
}

unknown contains lib.finding(resource, "", "what the module it goes into makes is not shown") if {
	some resource in array.concat(_public, object.get(input.by_type, "aws_wafv2_web_acl", []))
	some attribute in {"aws_wafv2_web_acl_association.resource_arn", "aws_wafv2_web_acl_logging_configuration.resource_arn"}
	startswith(attribute, "aws_wafv2_web_acl_association") == resource.type != "aws_wafv2_web_acl"
	count(lib.pointers(input.refs, resource, attribute)) == 0
	lib.goes_into_module(input.refs, resource)
}

_public := [balancer |
	some type in {"aws_lb", "aws_alb"}
	some balancer in input.by_type[type]
	object.get(balancer.values, "internal", false) == false
	object.get(balancer.values, "load_balancer_type", "application") == "application"
]

_needed := {kind | some kind, _ in _words}

_words := {"managed_rule_group_statement": "managed rule group", "rate_based_statement": "limit on the rate of one address"}

_kinds(acl) := {kind |
	some rule in lib.blocks(acl.values, "rule")
	some statement in lib.blocks(rule, "statement")
	some kind, _ in statement
} | {kind |
	some rule in object.get(acl.docs, "rule_json", [])
	some name, kind in {"ManagedRuleGroupStatement": "managed_rule_group_statement", "RateBasedStatement": "rate_based_statement"}
	rule.Statement[name]
}

_open(acl) if "rule" in acl.unknown

_open(acl) if lib.unreadable(acl, "rule_json")
