# METADATA
# title: What happens reaches those who watch
# description: >-
#   Where there is a sink for security events, each log group of the control plane, the network and the trail goes into it,
#   and the platform says that gateway and sign-ins do. A source nobody connected is the one the attacker uses.
# custom:
#   id: PAI-OBS-002
#   inspects: [aws_cloudwatch_log_group, aws_cloudwatch_log_subscription_filter, aws_cloudwatch_log_account_policy, stack]
#   controls:
#     checkov: [CKV2_AWS_10]
#     aws-fsbp: [CloudTrail.5]
#     cis-eks-1.8: ["2.1.2"]
#     aws-aisf: [DETECT-01]
#     soc2: [CC7.2]
#     hipaa-164: [308(a)(1)(ii)(D)]
#     nist-ai-rmf-1.0: [MANAGE 4.1]
#     eu-ai-act: ["12", "26"]
#   setting: "audit.sinks names where events go; all log groups of the platform go there"
#   fix: "CloudwatchLogSubscriptionFilter with the group's name, or an account policy; sources the sink takes are stated in the descriptor (siem.sources)"
package groundplane.policies.pai_obs_002

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := array.concat([group | _sinks; some group in _sources], [lib.stack_place(name) | some name, stack in input.stacks; stack.descriptor.siem])

deny contains lib.finding(group, "", "goes into no sink") if {
	_sinks
	some group in _sources
	not _subscribed(group)
}

deny contains lib.keyed(lib.finding(lib.stack_place(name), "siem.sources", sprintf("%s is not among them", [source])), source) if {
	some name, stack in input.stacks
	is_array(stack.descriptor.siem.sources)
	some source in _wanted
	not source in stack.descriptor.siem.sources
}

unknown contains lib.finding(group, "name", "which group it is, is known only after apply") if {
	_sinks
	some group in input.by_type.aws_cloudwatch_log_group
	lib.unresolved(lib.value(group, ["name"], ""))
	not _subscribed(group)
	not group in _sources
}

_sinks if input.by_type.aws_cloudwatch_log_subscription_filter

_sinks if {
	some stack in input.stacks
	stack.descriptor.siem
}

_sources contains group if {
	some group in input.by_type.aws_cloudwatch_log_group
	regex.match(`^/aws/(eks|cloudtrail|vpc)/|waf-logs-`, lib.show(object.get(group.values, "name", "")))
}

_sources contains group if {
	some group in input.by_type.aws_cloudwatch_log_group
	some attribute in {"aws_flow_log.log_destination", "aws_cloudtrail.cloud_watch_logs_group_arn"}
	count(lib.pointers(input.refs, group, attribute)) > 0
}

_subscribed(group) if count(lib.pointers(input.refs, group, "aws_cloudwatch_log_subscription_filter.log_group_name")) > 0

_subscribed(group) if {
	some policy in input.by_type.aws_cloudwatch_log_account_policy
	policy.values.policy_type == "SUBSCRIPTION_FILTER_POLICY"
	group.type
}

# what the platform must say it sends, of what is there
_wanted contains "eks-audit" if input.by_type.aws_eks_cluster

_wanted contains "vpc-flow-logs" if input.by_type.aws_flow_log

_wanted contains "cloudtrail" if input.by_type.aws_cloudtrail

_wanted contains source if {
	count(gateway.proxies) > 0
	some source in {"gateway-audit", "sso"}
}
