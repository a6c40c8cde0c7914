# METADATA
# title: No bucket is open to the public
# description: >-
#   Each bucket has all four blocks of public access. One bucket policy too wide, and documents or weights are on the
#   internet.
# custom:
#   id: PAI-DAT-001
#   inspects: [aws_s3_bucket, aws_s3_bucket_public_access_block]
#   controls:
#     checkov: [CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56, CKV2_AWS_6, CKV_AWS_70]
#     aws-fsbp: [S3.2, S3.3, S3.8]
#     aws-aisf: [DATA-04]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "S3BucketPublicAccessBlock with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets: true"
package groundplane.policies.pai_dat_001

import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(bucket, "", "has no block of public access") if {
	some bucket in stores.without("aws_s3_bucket_public_access_block")
}

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_s3_bucket_public_access_block, _wishes)
}

unknown contains lib.finding(bucket, "", "has no block of public access here; what the module it goes into makes is not shown") if {
	some bucket in stores.perhaps_without("aws_s3_bucket_public_access_block")
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_s3_bucket_public_access_block, _wishes)
}

_wishes := [{"path": [name], "absent": false, "allowed": [true], "message": "is not blocked"} |
	some name in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
]
