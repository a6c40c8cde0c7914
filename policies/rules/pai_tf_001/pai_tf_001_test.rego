package groundplane.policies.pai_tf_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_tf_001 as rule

_backend(backend) := object.union(fixture.empty, {"stacks": {"app": {"name": "app", "backend": backend}}})

_s3(values) := _backend({"type": "s3", "values": object.union({"encrypt": true, "use_lockfile": true, "kms_key_id": "k"}, values)})

test_encrypted_and_locked_state_is_allowed if {
	every document in [_s3({}), _s3({"use_lockfile": false, "dynamodb_table": "locks"}), _backend({"type": "cloud", "values": {}})] {
		count(rule.deny | rule.unknown) == 0 with input as document
	}
	count(rule.deny) == 0 with input as fixture.with_tier(_s3({"kms_key_id": ""}), "smb")
	staging := object.union(_s3({"kms_key_id": ""}), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
	count(rule.deny) == 0 with input as staging
}

test_state_on_a_machine_is_denied if {
	document := json.patch(_backend({"type": "local", "values": {}}), [{"op": "add", "path": "/stacks/other", "value": {"name": "other"}}])
	{finding.stack | some finding in rule.deny} == {"app", "other"} with input as document
	count(rule.deny) == 1 with input as _backend({"type": "consul", "values": {}})
}

test_each_weakness_is_a_finding if {
	fixture.attributes(rule.deny) == ["terraform.backend.s3.encrypt"] with input as _s3({"encrypt": false})
	fixture.attributes(rule.deny) == ["terraform.backend.s3.use_lockfile"] with input as _s3({"use_lockfile": false})
	some finding in rule.deny with input as _s3({"kms_key_id": ""})
	finding.attribute == "terraform.backend.s3.kms_key_id"
	finding.mild
}

test_a_plan_does_not_show_it if {
	count(rule.deny | rule.unknown) == 0 with input as object.union(_backend({"type": "local", "values": {}}), {"source": "plan"})
}

test_unknown_is_unknown if {
	every values in [{"encrypt": "${var.e}"}, {"use_lockfile": "(known after apply)"}] {
		count(rule.deny) == 0 with input as _s3(values)
		count(rule.unknown) == 1 with input as _s3(values)
	}
}
