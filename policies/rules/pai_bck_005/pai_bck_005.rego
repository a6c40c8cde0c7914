# METADATA
# title: The cache survives a zone
# description: >-
#   ElastiCache keeps snapshots, fails over by itself and stands in several zones. Sessions, limits and spent budgets are in
#   it.
# custom:
#   id: PAI-BCK-005
#   inspects: [aws_elasticache_replication_group]
#   controls:
#     checkov: [CKV_AWS_134, CKV2_AWS_50]
#     aws-fsbp: [ElastiCache.1, ElastiCache.3]
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(ii)(A)]
#   fix: "snapshotRetentionLimit: 7, automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2"
#   setting: "gateway.cache: elasticache makes one over all zones"
package groundplane.policies.pai_bck_005

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_elasticache_replication_group, _wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_elasticache_replication_group, _wishes)
}

_wishes := [
	{"path": ["snapshot_retention_limit"], "absent": 0, "at_least": 1, "message": "keeps no snapshots"},
	{"path": ["automatic_failover_enabled"], "absent": false, "allowed": [true], "message": "does not fail over"},
	{"path": ["multi_az_enabled"], "absent": false, "allowed": [true], "message": "stands in one zone"},
]
