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

test_a_plan_leaves_it_unknown if {
	document := object.union(fixture.document([_store]), {"source": "plan"})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
