package groundplane.policies.pai_bck_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_004 as rule

_database(days) := fixture.one("aws_rds_cluster", {"backup_retention_period": days, "copy_tags_to_snapshot": true})

test_long_enough_is_allowed if {
	every tier, days in {"smb": 7, "mid-market": 14, "enterprise": 35} {
		count(rule.deny | rule.unknown) == 0 with input as fixture.with_tier(_database(days), tier)
		fixture.attributes(rule.deny) == ["backup_retention_period"] with input as fixture.with_tier(_database(days - 1), tier)
	}
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["backup_retention_period", "copy_tags_to_snapshot"] with input as fixture.one("aws_db_instance", {})
	fixture.attributes(rule.deny) == ["skip_final_snapshot"] with input as fixture.one("aws_db_instance", {"backup_retention_period": 14, "copy_tags_to_snapshot": true, "skip_final_snapshot": true})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _database("${var.days}")
	fixture.attributes(rule.unknown) == ["backup_retention_period"] with input as _database("${var.days}")
}
