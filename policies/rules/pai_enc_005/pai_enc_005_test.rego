package groundplane.policies.pai_enc_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_005 as rule

_volume(values) := fixture.document([fixture.resource("aws_ebs_volume", "v", values)])

_class(parameters) := fixture.with_object(fixture.empty, {"kind": "StorageClass", "provisioner": "ebs.csi.aws.com", "parameters": parameters})

test_encrypted_stores_are_allowed if {
	every type in ["aws_ebs_volume", "aws_efs_file_system", "aws_fsx_lustre_file_system"] {
		count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource(type, "s", {"encrypted": true, "kms_key_id": "${aws_kms_key.k.arn}"})])
	}
	count(rule.deny | rule.unknown) == 0 with input as _class({"encrypted": "true"})
	other := fixture.with_object(fixture.empty, {"kind": "StorageClass", "provisioner": "efs.csi.aws.com"})
	count(rule.deny) == 0 with input as other
}

test_no_encryption_is_denied if {
	fixture.attributes(rule.deny) == ["encrypted"] with input as _volume({"encrypted": false})
	fixture.attributes(rule.deny) == ["encrypted", "kms_key_id"] with input as _volume({})
	fixture.attributes(rule.deny) == ["values.resources[0].parameters.encrypted"] with input as _class({})
	class := fixture.resource("kubernetes_storage_class_v1", "c", {"storage_provisioner": "ebs.csi.aws.com"})
	fixture.attributes(rule.deny) == ["parameters.encrypted"] with input as fixture.document([class])
}

test_a_key_of_ours_is_needed_above_smb if {
	fixture.attributes(rule.deny) == ["kms_key_id"] with input as _volume({"encrypted": true})
	fixture.attributes(rule.deny) == ["kms_key_id"] with input as fixture.document([fixture.resource("aws_fsx_lustre_file_system", "f", {})])
	count(rule.deny) == 0 with input as fixture.with_tier(_volume({"encrypted": true}), "smb")
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["encrypted"] with input as _volume({"encrypted": "${var.e}", "kms_key_id": "k"})
	count(rule.deny) == 0 with input as _volume({"encrypted": "${var.e}", "kms_key_id": "k"})
	count(rule.unknown) == 1 with input as _class({"encrypted": "${var.e}"})
	count(rule.deny) == 0 with input as _class({"encrypted": "${var.e}"})
}
