# METADATA
# title: Images cannot be exchanged under their name
# description: >-
#   Repositories of images keep a tag for ever on the same image, look for known faults on every push, throw away what
#   is old and are encrypted with a key of ours.
# custom:
#   id: PAI-SUP-005
#   inspects: [aws_ecr_repository, aws_ecr_lifecycle_policy]
#   controls:
#     checkov: [CKV_AWS_51, CKV_AWS_136, CKV_AWS_163]
#     aws-fsbp: [ECR.1, ECR.2, ECR.3]
#     cis-eks-1.8: ["5.1.1"]
#     soc2: [CC7.1]
#     hipaa-164: [308(a)(5)(ii)(B)]
#     eu-ai-act: ["15"]
#   fix: "imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true }, encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey }], and an aws_ecr_lifecycle_policy"
package groundplane.policies.pai_sup_005

import data.groundplane.lib

deny := lib.breaches(_repositories, _wishes) | _kept

unknown := lib.undecided_wishes(_repositories, _wishes) | _hidden

_repositories := object.get(input.by_type, "aws_ecr_repository", [])

_wishes := {
	{"path": ["image_tag_mutability"], "absent": "MUTABLE", "allowed": ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"], "message": "a tag can be moved to another image"},
	{"path": ["image_scanning_configuration", 0, "scan_on_push"], "absent": false, "allowed": [true], "message": "images are not searched for known faults"},
	{"path": ["encryption_configuration", 0, "encryption_type"], "absent": "AES256", "allowed": ["KMS", "KMS_DSSE"], "message": "is not encrypted with a key of ours"},
}

_kept contains lib.finding(repository, "", "keeps every image for ever") if {
	some repository in _repositories
	not _cleaned(repository)
	not lib.goes_into_module(input.refs, repository)
}

_hidden contains lib.finding(repository, "", "has no lifecycle here; what the module it goes into makes is not shown") if {
	some repository in _repositories
	not _cleaned(repository)
	lib.goes_into_module(input.refs, repository)
}

_cleaned(repository) if count(lib.pointers(input.refs, repository, "aws_ecr_lifecycle_policy.repository")) > 0

# it may be named in plain text
_cleaned(repository) if {
	some policy in input.by_type.aws_ecr_lifecycle_policy
	policy.values.repository == repository.values.name
}
