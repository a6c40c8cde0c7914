package groundplane.policies.pai_net_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_009 as rule

_balancer(values) := fixture.resource("aws_lb", "b", values)

_acl(kinds) := fixture.resource("aws_wafv2_web_acl", "w", {"rule": [{"statement": [{kind: [{}]}]} | some kind in kinds]})

_both := ["rate_based_statement", "managed_rule_group_statement"]

_refs := {
	"app/aws_lb.b": {"aws_wafv2_web_acl_association.resource_arn": ["app/aws_wafv2_web_acl_association.a"]},
	"app/aws_wafv2_web_acl.w": {"aws_wafv2_web_acl_logging_configuration.resource_arn": ["app/aws_wafv2_web_acl_logging_configuration.l"]},
}

_document(resources) := fixture.with_refs(fixture.document(resources), _refs)

test_a_full_firewall_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document([_balancer({}), _acl(_both)])
}

test_rules_may_be_json if {
	acl := fixture.with_docs(fixture.resource("aws_wafv2_web_acl", "w", {}), {"rule_json": [{"Statement": {"RateBasedStatement": {}}}, {"Statement": {"ManagedRuleGroupStatement": {}}}]})
	count(rule.deny) == 0 with input as _document([acl])
}

test_a_public_balancer_without_firewall_is_denied if {
	some finding in rule.deny with input as fixture.document([_balancer({})])
	finding.address == "aws_lb.b"
}

test_internal_and_network_balancers_need_none if {
	every values in [{"internal": true}, {"load_balancer_type": "network"}] {
		count(rule.deny | rule.unknown) == 0 with input as fixture.document([_balancer(values)])
	}
}

test_each_missing_kind_of_rule_is_a_finding if {
	{finding.key | some finding in rule.deny} == {"rate_based_statement"} with input as _document([_acl(["managed_rule_group_statement"])])
	{finding.key | some finding in rule.deny} == {"rate_based_statement", "managed_rule_group_statement"} with input as _document([_acl([])])
}

test_a_firewall_without_log_is_denied if {
	some finding in rule.deny with input as fixture.document([_acl(_both)])
	finding.message == "writes no log"
}

test_unknown_rules_are_unknown if {
	document := _document([fixture.with_unknown(_acl([]), ["rule"])])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["rule"] with input as document
	json_ := _document([fixture.with_unparsed(fixture.resource("aws_wafv2_web_acl", "w", {}), ["rule_json"])])
	fixture.attributes(rule.unknown) == ["rule"] with input as json_
}

test_an_unknown_scheme_is_unknown if {
	fixture.attributes(rule.unknown) == ["internal"] with input as _document([_balancer({"internal": "${var.i}"})])
}

test_what_modules_make_is_unknown if {
	refs := {"app/aws_lb.b": {"module.arn": ["app/module.m"]}, "app/aws_wafv2_web_acl.w": {"module.arn": ["app/module.m"]}}
	document := fixture.with_refs(fixture.document([_balancer({}), _acl(_both)]), refs)
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 2 with input as document
}
