package groundplane.policies.pai_obs_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_002 as rule

_group(name) := fixture.resource("aws_cloudwatch_log_group", "g", {"name": name})

_filter := fixture.resource("aws_cloudwatch_log_subscription_filter", "f", {})

_proxy := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {}}})

_siem(sources) := {"stacks": {"app": {"descriptor": {"siem": {"sources": sources}}}}}

test_connected_sources_are_allowed if {
	document := fixture.with_refs(fixture.document([_group("/aws/eks/prod/cluster"), _filter]), {"app/aws_cloudwatch_log_group.g": {"aws_cloudwatch_log_subscription_filter.log_group_name": ["app/aws_cloudwatch_log_subscription_filter.f"]}})
	count(rule.deny | rule.unknown) == 0 with input as document
	policy := fixture.resource("aws_cloudwatch_log_account_policy", "p", {"policy_type": "SUBSCRIPTION_FILTER_POLICY"})
	count(rule.deny) == 0 with input as fixture.document([_group("/aws/eks/prod/cluster"), _filter, policy])
	count(rule.deny) == 0 with input as fixture.document([_group("other"), _filter])
}

test_without_a_sink_nothing_is_asked if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_group("/aws/eks/prod/cluster")])
}

test_unconnected_sources_are_denied if {
	count(rule.deny) == 1 with input as fixture.document([_group("/aws/eks/prod/cluster"), _filter])
	flows := fixture.with_refs(fixture.document([_group("flows"), _filter]), {"app/aws_cloudwatch_log_group.g": {"aws_flow_log.log_destination": ["app/aws_flow_log.f"]}})
	count(rule.deny) == 1 with input as flows
}

test_what_is_there_and_not_said_is_denied if {
	document := object.union(fixture.document([_proxy, fixture.resource("aws_eks_cluster", "c", {}), fixture.resource("aws_flow_log", "f", {}), fixture.resource("aws_cloudtrail", "t", {})]), _siem(["eks-audit", "sso"]))
	{f.key | some f in rule.deny} == {"cloudtrail", "gateway-audit", "vpc-flow-logs"} with input as document
}

test_an_unknown_group_is_unknown if {
	count(rule.unknown) == 1 with input as fixture.document([_group("${var.name}"), _filter])
	count(rule.deny) == 0 with input as fixture.document([_group("${var.name}"), _filter])
	count(rule.unknown) == 1 with input as object.union(fixture.document([_group("${var.name}")]), _siem([]))
}
