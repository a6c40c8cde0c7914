package groundplane.policies.pai_sup_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_006 as rule

_with(kinds) := fixture.document([object.union(fixture.resource("null_resource", "n", {}), {"meta": {"provisioners": kinds}})])

_data(type) := object.union(fixture.empty, {"data": {type: [fixture.resource(type, "d", {})]}})

test_resources_and_ordinary_data_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _with([])
	count(rule.deny | rule.unknown) == 0 with input as _with(["file"])
	count(rule.deny | rule.unknown) == 0 with input as _data("aws_caller_identity")
}

test_programs_are_denied if {
	{finding.key | some finding in rule.deny} == {"local-exec", "remote-exec"} with input as _with(["local-exec", "remote-exec"])
	every type in ["external", "http"] {
		count(rule.deny) == 1 with input as _data(type)
	}
}
