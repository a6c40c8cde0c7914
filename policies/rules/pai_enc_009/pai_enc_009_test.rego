package groundplane.policies.pai_enc_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_009 as rule

_good := {"publicly_accessible": false, "enhanced_vpc_routing": true, "config_parameter": [{"parameter_key": "require_ssl", "parameter_value": "true"}]}

_workgroup(values) := fixture.document([fixture.resource("aws_redshiftserverless_workgroup", "w", values)])

_namespace(values) := fixture.document([fixture.resource("aws_redshiftserverless_namespace", "n", values)])

test_a_closed_warehouse_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _workgroup(_good)
	count(rule.deny | rule.unknown) == 0 with input as _namespace({"kms_key_id": "${aws_kms_key.k.arn}"})
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["config_parameter", "enhanced_vpc_routing"] with input as _workgroup({})
	fixture.attributes(rule.deny) == ["kms_key_id"] with input as _namespace({})
	fixture.attributes(rule.deny) == ["publicly_accessible"] with input as _workgroup(object.union(_good, {"publicly_accessible": true}))
	fixture.attributes(rule.deny) == ["config_parameter"] with input as _workgroup(object.union(_good, {"config_parameter": [{"parameter_key": "require_ssl", "parameter_value": "false"}]}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["enhanced_vpc_routing"] with input as _workgroup(object.union(_good, {"enhanced_vpc_routing": "${var.e}"}))
	fixture.attributes(rule.unknown) == ["config_parameter"] with input as _workgroup(object.union(_good, {"config_parameter": [{"parameter_key": "require_ssl", "parameter_value": "${var.s}"}]}))
	plan := fixture.with_unknown(fixture.resource("aws_redshiftserverless_workgroup", "w", object.remove(_good, ["config_parameter"])), ["config_parameter"])
	fixture.attributes(rule.unknown) == ["config_parameter"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
