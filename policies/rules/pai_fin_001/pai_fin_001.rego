# METADATA
# title: A budget tells somebody in time
# description: >-
#   An AWS budget tells somebody when the limit is nearly spent and when it is forecast to be. What the month will
#   cost by its plan is judged at synth; this is for what the plan did not foresee.
# custom:
#   id: PAI-FIN-001
#   inspects: [aws_budgets_budget]
#   controls:
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MANAGE 2.1]
#   fix: "notification: [{ notificationType: 'ACTUAL', threshold: 80, … }, { notificationType: 'FORECASTED', threshold: 100, … }] with subscriberEmailAddresses"
package groundplane.policies.pai_fin_001

import data.groundplane.lib

deny contains lib.keyed(lib.finding(budget, "notification", sprintf("tells nobody of %s spending", [lower(kind)])), kind) if {
	some budget in input.by_type.aws_budgets_budget
	some kind in {"ACTUAL", "FORECASTED"}
	not kind in _told(budget)
	not _open(budget)
}

deny contains lib.finding(budget, "limit_amount", "has no limit") if {
	some budget in input.by_type.aws_budgets_budget
	not lib.given(budget, ["limit_amount"])
	not lib.given(budget, ["planned_limit"])
	not lib.given(budget, ["auto_adjust_data"])
}

unknown contains lib.finding(budget, "notification", "whom it tells is known only after apply") if {
	some budget in input.by_type.aws_budgets_budget
	count({"ACTUAL", "FORECASTED"} - _told(budget)) > 0
	_open(budget)
}

_told(budget) := {notification.notification_type |
	some notification in lib.blocks(budget.values, "notification")
	some name in {"subscriber_email_addresses", "subscriber_sns_topic_arns"}
	count(lib.texts(object.get(notification, name, []))) > 0
}

_open(budget) if "notification" in budget.unknown

_open(budget) if {
	some kind in _told(budget)
	lib.unresolved(kind)
}
