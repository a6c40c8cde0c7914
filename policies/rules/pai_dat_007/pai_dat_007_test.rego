package groundplane.policies.pai_dat_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_007 as rule

_good := {"enabled_cloudwatch_logs_exports": ["postgresql"], "performance_insights_enabled": true, "performance_insights_kms_key_id": "${aws_kms_key.k.arn}"}

_group(parameters) := fixture.resource("aws_rds_cluster_parameter_group", "g", {"family": "aurora-postgresql16", "parameter": parameters})

_pgaudit := {"name": "shared_preload_libraries", "value": "pg_stat_statements,pgaudit"}

test_an_audited_database_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource("aws_rds_cluster", "c", _good), _group([_pgaudit])])
	count(rule.deny) == 0 with input as fixture.document([_group([_pgaudit]), fixture.resource("aws_db_parameter_group", "g", {"family": "aurora-postgresql16"})])
	count(rule.deny) == 0 with input as fixture.one("aws_db_parameter_group", {"family": "mysql8.0"})
}

test_a_silent_database_is_denied if {
	fixture.attributes(rule.deny) == ["enabled_cloudwatch_logs_exports", "performance_insights_enabled", "performance_insights_kms_key_id"] with input as fixture.one("aws_db_instance", {"enabled_cloudwatch_logs_exports": []})
	every parameters in [[], [{"name": "rds.force_ssl", "value": "1"}], [{"name": "shared_preload_libraries", "value": 5}]] {
		fixture.attributes(rule.deny) == ["parameter"] with input as fixture.document([_group(parameters)])
	}
}

test_unknown_is_unknown if {
	document := fixture.document([
		fixture.resource("aws_rds_cluster", "c", object.union(_good, {"performance_insights_enabled": "${var.p}"})),
		fixture.with_unknown(_group([]), ["parameter"]),
	])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["parameter", "performance_insights_enabled"] with input as document
}
