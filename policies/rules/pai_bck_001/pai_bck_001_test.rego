package groundplane.policies.pai_bck_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_001 as rule

_database(tags) := fixture.resource("aws_rds_cluster", "d", {"tags": tags})

_selection(values) := fixture.resource("aws_backup_selection", "s", values)

test_selected_stores_are_allowed if {
	count(rule.deny) == 0 with input as fixture.document([_database({"backup": "daily"}), _selection({"selection_tag": [{"key": "backup", "value": "daily", "type": "STRINGEQUALS"}]})])
	count(rule.deny) == 0 with input as fixture.document([_database({}), _selection({"resources": ["*"]})])
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([_database({})]), {"app/aws_rds_cluster.d": {"aws_backup_selection.resources": ["app/aws_backup_selection.s"]}})
	count(rule.deny) == 0 with input as fixture.one("aws_s3_bucket", {"tags": {"content": "logs"}})
}

test_stores_nobody_selected_are_denied if {
	every selection in [{}, {"selection_tag": [{"key": "backup", "value": "weekly"}]}, {"resources": ["*"], "not_resources": ["x"]}, {"resources": ["*"], "condition": [{}]}] {
		count(rule.deny) == 1 with input as fixture.document([_database({"backup": "daily"}), _selection(selection)])
	}
	count(rule.deny) == 1 with input as fixture.one("aws_s3_bucket", {"tags": {"content": "documents"}})
}

test_unknown_is_unknown if {
	document := fixture.document([_database({}), fixture.with_unknown(_selection({}), ["resources"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	in_module := fixture.with_refs(fixture.document([_database({})]), {"app/aws_rds_cluster.d": {"module.arn": ["app/module.m"]}})
	count(rule.deny) == 0 with input as in_module
	count(rule.unknown) == 1 with input as in_module
}
