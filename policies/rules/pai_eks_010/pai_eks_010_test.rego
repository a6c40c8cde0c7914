package groundplane.policies.pai_eks_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_010 as rule

_template(disk) := fixture.document([fixture.resource("aws_launch_template", "t", {"block_device_mappings": [{"ebs": [disk]}]})])

_class(disk) := fixture.with_object(fixture.empty, {"kind": "EC2NodeClass", "spec": {"blockDeviceMappings": [{"ebs": disk}]}})

_good := {"encrypted": "true", "kms_key_id": "${aws_kms_key.k.arn}", "volume_size": 100}

_at := "block_device_mappings[0].ebs[0]"

test_an_encrypted_disk_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _template(_good)
	count(rule.deny | rule.unknown) == 0 with input as _class({"encrypted": true, "kmsKeyID": "k", "volumeSize": "300Gi"})
}

test_no_encryption_is_denied if {
	fixture.attributes(rule.deny) == [_at] with input as _template(object.union(_good, {"encrypted": "false"}))
	count(rule.deny) == 1 with input as _class({"volumeSize": "300Gi"})
}

test_a_key_of_ours_is_needed_above_smb if {
	document := _template(object.remove(_good, ["kms_key_id"]))
	fixture.attributes(rule.deny) == [_at] with input as document
	count(rule.deny) == 0 with input as fixture.with_tier(document, "smb")
}

test_a_small_disk_is_denied if {
	some finding in rule.deny with input as _template(object.union(_good, {"volume_size": 20}))
	finding.message == "has 20 GiB, less than 50"
	count(rule.deny) == 1 with input as _class({"encrypted": true, "kmsKeyID": "k", "volumeSize": "20Gi"})
	count(rule.deny) == 0 with input as _class({"encrypted": true, "kmsKeyID": "k", "volumeSize": "1Ti"})
}

_volume(size) := {"encrypted": true, "kmsKeyID": "k", "volumeSize": size}

_two(alias, second) := fixture.with_object(fixture.empty, {"kind": "EC2NodeClass", "spec": {"amiSelectorTerms": [{"alias": alias}], "blockDeviceMappings": [
	{"deviceName": "/dev/xvda", "ebs": _volume("4Gi")},
	{"deviceName": "/dev/xvdb", "ebs": _volume(second)},
]}})

test_bottlerocket_has_a_small_disk_for_its_system if {
	count(rule.deny) == 0 with input as _two("bottlerocket@v1.50.0", "300Gi")
	fixture.attributes(rule.deny) == ["values.resources[0].spec.blockDeviceMappings[1].ebs"] with input as _two("bottlerocket@v1.50.0", "20Gi")
	fixture.attributes(rule.deny) == ["values.resources[0].spec.blockDeviceMappings[0].ebs"] with input as _two("al2023@v20260101", "300Gi")
}

test_a_template_that_says_nothing_is_denied if {
	fixture.attributes(rule.deny) == ["block_device_mappings"] with input as fixture.document([fixture.resource("aws_launch_template", "t", {})])
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == [_at] with input as _template(object.union(_good, {"encrypted": "${var.e}"}))
	count(rule.deny) == 0 with input as _template(object.union(_good, {"encrypted": "${var.e}"}))
	plan := fixture.with_unknown(fixture.resource("aws_launch_template", "t", {}), ["block_device_mappings"])
	fixture.attributes(rule.unknown) == ["block_device_mappings"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
