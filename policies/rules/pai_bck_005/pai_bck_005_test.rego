package groundplane.policies.pai_bck_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_005 as rule

_good := {"snapshot_retention_limit": 7, "automatic_failover_enabled": true, "multi_az_enabled": true}

test_a_safe_cache_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_elasticache_replication_group", _good)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["automatic_failover_enabled", "multi_az_enabled", "snapshot_retention_limit"] with input as fixture.one("aws_elasticache_replication_group", {})
	count(rule.deny) == 1 with input as fixture.one("aws_elasticache_replication_group", object.union(_good, {"snapshot_retention_limit": 0}))
}

test_unknown_is_unknown if {
	document := fixture.one("aws_elasticache_replication_group", object.union(_good, {"multi_az_enabled": "${var.m}"}))
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
