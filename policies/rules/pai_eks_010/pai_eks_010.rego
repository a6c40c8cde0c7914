# METADATA
# title: Volumes of nodes are encrypted and hold what they must
# description: >-
#   Volumes of nodes are encrypted, above smb with a key of ours, and have at least 50 GiB: weights and prompt caches
#   lie on them, and an image of a model server alone fills a small one.
# custom:
#   id: PAI-EKS-010
#   inspects: [aws_launch_template, EC2NodeClass]
#   controls:
#     aws-fsbp: [EC2.3]
#     aws-aisf: [INFRA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   fix: "blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted: 'true', kmsKeyId, volumeSize: 100, volumeType: 'gp3' } }]"
#   setting: "gpuPools.<name>.rootVolumeGiB: 200"
package groundplane.policies.pai_eks_010

import data.groundplane.lib

deny contains lib.finding(disk.place, disk.attribute, "is not encrypted") if {
	some disk in _disks
	not disk.encrypted in {true, "true"}
	not lib.unresolved(disk.encrypted)
}

deny contains lib.finding(disk.place, disk.attribute, "is encrypted with the key of AWS, not with one of ours") if {
	some disk in _disks
	input.tier != "smb"
	disk.encrypted in {true, "true"}
	disk.key == ""
}

deny contains lib.finding(disk.place, disk.attribute, sprintf("has %s GiB, less than 50", [lib.show(disk.size)])) if {
	some disk in _disks
	not disk.system
	disk.size < 50
}

deny contains lib.finding(resource.place, resource.attribute, "says nothing of volumes: AWS takes 20 GiB and the encryption of the account") if {
	some resource in _silent
}

unknown contains lib.finding(disk.place, disk.attribute, "whether it is encrypted is known only after apply") if {
	some disk in _disks
	lib.unresolved(disk.encrypted)
}

unknown contains lib.finding(template, "block_device_mappings", "is known only after apply") if {
	some template in input.by_type.aws_launch_template
	"block_device_mappings" in template.unknown
}

_disks := array.concat(
	[_disk(template, sprintf("block_device_mappings[%d].ebs[0]", [index]), disk, ["kms_key_id", "volume_size"]) |
		some template in input.by_type.aws_launch_template
		some index, mapping in lib.blocks(template.values, "block_device_mappings")
		some disk in lib.blocks(mapping, "ebs")
	],
	[object.union(_disk(class, sprintf("%s.spec.blockDeviceMappings[%d].ebs", [class.attribute, index]), disk, ["kmsKeyID", "volumeSize"]), {"system": _system(class, mapping)}) |
		some class in input.objects.EC2NodeClass
		some index, mapping in lib.blocks(class.object.spec, "blockDeviceMappings")
		disk := mapping.ebs
		is_object(disk)
	],
)

_silent := [{"place": template, "attribute": "block_device_mappings"} |
	some template in input.by_type.aws_launch_template
	count(lib.blocks(template.values, "block_device_mappings")) == 0
	not "block_device_mappings" in template.unknown
]

default _system(_, _) := false

# Bottlerocket keeps its system on a disk of its own; images and logs lie on the other
_system(class, mapping) if {
	some term in class.object.spec.amiSelectorTerms
	startswith(lib.show(term.alias), "bottlerocket@")
	mapping.deviceName == "/dev/xvda"
}

_disk(resource, attribute, disk, names) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"system": false,
	"encrypted": object.get(disk, "encrypted", false),
	"key": object.get(disk, names[0], ""),
	"size": _gib(object.get(disk, names[1], 20)),
}

_gib(size) := size if is_number(size)

_gib(size) := to_number(trim_suffix(size, "Gi")) if regex.match(`^\d+Gi$`, lib.show(size))

# what is written in another way is not compared
_gib(size) := 50 if {
	not is_number(size)
	not regex.match(`^\d+Gi$`, lib.show(size))
}
