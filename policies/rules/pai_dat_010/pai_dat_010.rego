# METADATA
# title: What the warehouse may cost is bounded
# description: >-
#   Each Redshift Serverless workgroup has a highest capacity, and a usage limit that does more than write a line. An agent
#   that writes queries finds every way to an expensive one.
# custom:
#   id: PAI-DAT-010
#   inspects: [aws_redshiftserverless_workgroup, aws_redshiftserverless_usage_limit]
#   controls:
#     soc2: [A1.1]
#     nist-ai-rmf-1.0: [MANAGE 2.1]
#   fix: "maxCapacity: 64, and RedshiftserverlessUsageLimit with usageType: 'serverless-compute', amount and breachAction: 'deactivate'"
#   setting: "data.warehouse.maxRpu: 64, and data.warehouse.dailyRpuHours: 64"
package groundplane.policies.pai_dat_010

import data.groundplane.facts.places
import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_redshiftserverless_workgroup, [_capacity])
}

deny contains lib.finding(workgroup, "", "has no usage limit on compute that acts") if {
	some workgroup in input.by_type.aws_redshiftserverless_workgroup
	count([limit | some limit in _limits(workgroup); _acts(limit)]) == 0
	count([limit | some limit in _limits(workgroup); _open(limit)]) == 0
	not lib.goes_into_module(input.refs, workgroup)
}

unknown contains lib.finding(workgroup, "", "whether its usage limit acts is known only after apply") if {
	some workgroup in input.by_type.aws_redshiftserverless_workgroup
	count([limit | some limit in _limits(workgroup); _acts(limit)]) == 0
	count([limit | some limit in _limits(workgroup); _open(limit)]) > 0
}

unknown contains lib.finding(workgroup, "", "has no usage limit here; what the module it goes into makes is not shown") if {
	some workgroup in input.by_type.aws_redshiftserverless_workgroup
	count(_limits(workgroup)) == 0
	lib.goes_into_module(input.refs, workgroup)
}

_capacity := {"path": ["max_capacity"], "given": true, "message": "is not set: it grows as it likes"}

_limits(workgroup) := places.pointing(workgroup, "aws_redshiftserverless_usage_limit.resource_arn")

_acts(limit) if {
	limit.values.usage_type == "serverless-compute"
	limit.values.breach_action in {"deactivate", "emit-metric"}
}

_open(limit) if {
	some name in {"usage_type", "breach_action"}
	lib.unresolved(lib.value(limit, [name], ""))
}
