# METADATA
# title: Volumes and file systems are encrypted
# description: >-
#   EBS volumes and EFS file systems are encrypted, above smb with a key of ours, and so are FSx file systems; storage
#   classes of Kubernetes ask for it. Weights and prompt caches lie there.
# custom:
#   id: PAI-ENC-005
#   inspects: [aws_ebs_volume, aws_efs_file_system, aws_fsx_lustre_file_system, StorageClass, kubernetes_storage_class_v1]
#   controls:
#     checkov: [CKV_AWS_3, CKV_AWS_42, CKV_AWS_184, CKV_AWS_189, CKV_AWS_190]
#     aws-fsbp: [EFS.1, EC2.3]
#     aws-aisf: [INFRA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#     eu-ai-act: ["15"]
#   fix: "encrypted: true, kmsKeyId; parameters: { encrypted: 'true' } in a StorageClass"
package groundplane.policies.pai_enc_005

import data.groundplane.lib

deny := (lib.breaches(_stores, _encrypted) | _keyless) | _classes

unknown := lib.undecided_wishes(_stores, _encrypted) | _open_classes

_stores := [resource |
	some type in {"aws_ebs_volume", "aws_efs_file_system"}
	some resource in input.by_type[type]
]

_encrypted := {{"path": ["encrypted"], "absent": false, "allowed": [true], "message": "is not encrypted"}}

_keyless contains lib.finding(resource, "kms_key_id", "is encrypted with the key of AWS, not with one of ours") if {
	input.tier != "smb"
	some type in {"aws_ebs_volume", "aws_efs_file_system", "aws_fsx_lustre_file_system"}
	some resource in input.by_type[type]
	not lib.given(resource, ["kms_key_id"])
	object.get(resource.values, "encrypted", true) != false
}

_classes contains lib.finding(class.place, class.attribute, "makes volumes that are not encrypted") if {
	some class in _storage_classes
	not class.encrypted in {"true", true}
	not lib.unresolved(class.encrypted)
}

_open_classes contains lib.finding(class.place, class.attribute, "is known only after apply") if {
	some class in _storage_classes
	lib.unresolved(class.encrypted)
}

_storage_classes contains _class(class, concat(".", [class.attribute, "parameters.encrypted"]), object.get(class.object, "parameters", {})) if {
	some class in input.objects.StorageClass
	_of_ebs(class.object.provisioner)
}

_storage_classes contains _class(class, "parameters.encrypted", object.get(class.values, "parameters", {})) if {
	some type in {"kubernetes_storage_class", "kubernetes_storage_class_v1"}
	some class in input.by_type[type]
	_of_ebs(class.values.storage_provisioner)
}

_of_ebs(provisioner) if provisioner in {"ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"}

_class(resource, attribute, parameters) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"encrypted": _asked(parameters),
}

default _asked(_) := "false"

_asked(parameters) := parameters if lib.unresolved(parameters)

_asked(parameters) := parameters.encrypted
