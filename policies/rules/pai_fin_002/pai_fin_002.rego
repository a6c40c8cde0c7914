# METADATA
# title: Odd spending is noticed
# description: >-
#   Every monitor of cost anomalies has a subscription, and every subscription a threshold and a subscriber. A monitor
#   alone draws a graph nobody opens.
# custom:
#   id: PAI-FIN-002
#   inspects: [aws_ce_anomaly_monitor, aws_ce_anomaly_subscription]
#   controls:
#     soc2: [A1.1]
#   fix: "aws_ce_anomaly_subscription with monitorArnList, subscriber: [{ type: 'EMAIL', address }] and thresholdExpression"
package groundplane.policies.pai_fin_002

import data.groundplane.lib

deny contains lib.finding(monitor, "", "nobody is told of what it finds") if {
	some monitor in input.by_type.aws_ce_anomaly_monitor
	count(lib.pointers(input.refs, monitor, "aws_ce_anomaly_subscription.monitor_arn_list")) == 0
	not lib.goes_into_module(input.refs, monitor)
}

deny contains lib.finding(subscription, attribute, sprintf("has no %s", [words])) if {
	some subscription in input.by_type.aws_ce_anomaly_subscription
	some attribute, words in {"subscriber": "subscriber", "threshold_expression": "threshold: every cent is told, and soon nobody reads it"}
	not lib.given(subscription, [attribute])
}

unknown contains lib.finding(monitor, "", "has no subscription here; what the module it goes into makes is not shown") if {
	some monitor in input.by_type.aws_ce_anomaly_monitor
	count(lib.pointers(input.refs, monitor, "aws_ce_anomaly_subscription.monitor_arn_list")) == 0
	lib.goes_into_module(input.refs, monitor)
}
