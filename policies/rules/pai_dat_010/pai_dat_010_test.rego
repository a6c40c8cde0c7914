package groundplane.policies.pai_dat_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_010 as rule

_refs := {"app/aws_redshiftserverless_workgroup.w": {"aws_redshiftserverless_usage_limit.resource_arn": ["app/aws_redshiftserverless_usage_limit.l"]}}

_workgroup(values) := fixture.resource("aws_redshiftserverless_workgroup", "w", values)

_limited(limit) := fixture.with_refs(fixture.document([_workgroup({"max_capacity": 64}), fixture.resource("aws_redshiftserverless_usage_limit", "l", limit)]), _refs)

_good := {"usage_type": "serverless-compute", "breach_action": "deactivate", "amount": 100}

test_a_bounded_workgroup_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _limited(_good)
}

test_an_unbounded_workgroup_is_denied if {
	fixture.attributes(rule.deny) == ["", "max_capacity"] with input as fixture.document([_workgroup({})])
	every change in [{"breach_action": "log"}, {"usage_type": "cross-region-datasharing"}] {
		fixture.attributes(rule.deny) == [""] with input as _limited(object.union(_good, change))
	}
	count(rule.deny) == 1 with input as _limited(object.remove(_good, ["breach_action"]))
}

test_unknown_is_unknown if {
	every document in [
		_limited(object.union(_good, {"breach_action": "${var.a}"})),
		fixture.with_refs(fixture.document([_workgroup({"max_capacity": "${var.c}"})]), {"app/aws_redshiftserverless_workgroup.w": {"module.arn": ["app/module.m"]}}),
	] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}
