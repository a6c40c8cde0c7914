# METADATA
# title: Load balancers are hardened
# description: >-
#   Load balancers write access logs, cannot be deleted by one call, drop headers that are not valid and treat
#   ambiguous requests defensively.
# custom:
#   id: PAI-NET-013
#   inspects: [aws_lb, aws_alb]
#   controls:
#     checkov: [CKV_AWS_91, CKV_AWS_131, CKV_AWS_150, CKV_AWS_328]
#     aws-fsbp: [ELB.4, ELB.5, ELB.6, ELB.12]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#   fix: "accessLogs: { enabled: true, bucket }, enableDeletionProtection: true, dropInvalidHeaderFields: true"
package groundplane.policies.pai_net_013

import data.groundplane.lib

deny contains lib.finding_at(balancer, wish.path, wish.message) if {
	some [balancer, wish] in _wanted
	lib.breaks(balancer, wish)
}

unknown contains lib.open_at(balancer, wish.path) if {
	some [balancer, wish] in _wanted
	lib.undecided(balancer, wish)
}

_wanted := [[balancer, wish] |
	some type in {"aws_lb", "aws_alb"}
	some balancer in input.by_type[type]
	some wish in _wishes
	object.get(balancer.values, "load_balancer_type", "application") in wish.of
]

_wishes := {
	{"path": ["access_logs", 0, "enabled"], "absent": false, "allowed": [true], "message": "writes no access log", "of": {"application", "network"}},
	{"path": ["enable_deletion_protection"], "absent": false, "allowed": [true], "message": "can be deleted by one call", "of": {"application", "network", "gateway"}},
	{"path": ["drop_invalid_header_fields"], "absent": false, "allowed": [true], "message": "passes on headers that are not valid", "of": {"application"}},
	{"path": ["desync_mitigation_mode"], "absent": "defensive", "allowed": ["defensive", "strictest"], "message": "passes on ambiguous requests", "of": {"application"}},
}
