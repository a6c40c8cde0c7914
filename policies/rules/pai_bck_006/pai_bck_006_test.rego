package groundplane.policies.pai_bck_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_bck_006 as rule

_store := fixture.resource("aws_rds_cluster", "d", {})

_protected := object.union(_store, {"meta": {"preventDestroy": true}})

test_a_protected_store_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_protected])
}

test_an_unprotected_one_is_denied if {
	fixture.attributes(rule.deny) == ["lifecycle.prevent_destroy"] with input as fixture.document([_store])
}

test_a_rehearsal_may_be_thrown_away if {
	count(rule.deny) == 0 with input as object.union(fixture.document([_store]), {"stacks": {"app": {"descriptor": {"stage": "development"}}}})
}

_end(action, more) := object.union(
	{"stack": "app", "address": "aws_rds_cluster.d", "type": "aws_rds_cluster", "path": "aws_rds_cluster.d", "action": action, "because": [], "allowed": false},
	more,
)

_plan(end) := object.union(fixture.empty, {"source": "plan", "ends": [end]})

test_a_plan_does_not_show_protection_and_is_not_stopped_for_it if {
	document := object.union(fixture.document([_store]), {"source": "plan", "ends": []})
	count(rule.deny) == 0 with input as document
	[true] == [finding.mild | some finding in rule.unknown] with input as document
}

test_a_plan_that_destroys_a_store_is_denied if {
	found := rule.deny with input as _plan(_end("destroy", {}))
	["the plan destroys it, with its data"] == [finding.message | some finding in found]
	[] == [finding | some finding in found; finding.mild]
}

test_a_plan_that_replaces_one_says_why if {
	found := rule.deny with input as _plan(_end("replace", {"because": ["engine", "storage_encrypted"]}))
	["the plan destroys it and makes an empty one in its place, because of engine, storage_encrypted"] == [finding.message | some finding in found]
}

test_what_keeps_no_data_may_end if {
	count(rule.deny) == 0 with input as _plan(_end("destroy", {"type": "aws_route_table", "address": "aws_route_table.r"}))
}

test_an_end_that_is_wanted_only_warns if {
	found := rule.deny with input as _plan(_end("destroy", {"allowed": true}))
	[true] == [finding.mild | some finding in found]
}

test_in_a_rehearsal_an_end_only_warns if {
	document := object.union(_plan(_end("replace", {})), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
	found := rule.deny with input as document
	[true] == [finding.mild | some finding in found]
}
