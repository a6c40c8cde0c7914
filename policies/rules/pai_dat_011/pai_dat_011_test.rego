package groundplane.policies.pai_dat_011_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_011 as rule

_good := {
	"enforce_workgroup_configuration": true,
	"bytes_scanned_cutoff_per_query": 1099511627776,
	"result_configuration": [{"encryption_configuration": [{"encryption_option": "SSE_KMS"}]}],
}

_workgroup(configuration) := fixture.one("aws_athena_workgroup", {"configuration": [configuration]})

test_a_bounded_workgroup_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _workgroup(_good)
	managed := object.union(object.remove(_good, ["result_configuration"]), {"managed_query_results_configuration": [{"enabled": true}]})
	count(rule.deny) == 0 with input as _workgroup(managed)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["configuration[0].bytes_scanned_cutoff_per_query", "configuration[0].result_configuration[0].encryption_configuration[0].encryption_option"] with input as fixture.one("aws_athena_workgroup", {})
	count(rule.deny) == 1 with input as _workgroup(object.union(_good, {"enforce_workgroup_configuration": false}))
	count(rule.deny) == 1 with input as _workgroup(object.union(_good, {"result_configuration": [{"encryption_configuration": [{"encryption_option": "SSE_S3"}]}]}))
}

test_unknown_is_unknown if {
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_athena_workgroup", "w", {}), ["configuration"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 3 with input as document
}
