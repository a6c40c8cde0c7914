# METADATA
# title: Buckets keep old versions
# description: >-
#   Each bucket is versioned. What is overwritten or deleted by mistake, or by ransomware, can be brought back.
# custom:
#   id: PAI-DAT-002
#   inspects: [aws_s3_bucket, aws_s3_bucket_versioning]
#   controls:
#     checkov: [CKV_AWS_21]
#     aws-fsbp: [S3.14]
#     soc2: [A1.2]
#     hipaa-164: [312(c)(1)]
#     eu-ai-act: ["15"]
#   fix: "S3BucketVersioning with versioningConfiguration: { status: 'Enabled' }"
package groundplane.policies.pai_dat_002

import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(bucket, "", "is not versioned") if {
	some bucket in stores.without("aws_s3_bucket_versioning")
	lib.value(bucket, ["versioning", 0, "enabled"], false) == false
}

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_s3_bucket_versioning, _wishes)
}

unknown contains lib.finding(bucket, "", "is not versioned here; what the module it goes into makes is not shown") if {
	some bucket in stores.perhaps_without("aws_s3_bucket_versioning")
}

unknown contains lib.open_at(bucket, ["versioning", 0, "enabled"]) if {
	some bucket in stores.without("aws_s3_bucket_versioning")
	lib.unresolved(lib.value(bucket, ["versioning", 0, "enabled"], false))
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_s3_bucket_versioning, _wishes)
}

_wishes := [{"path": ["versioning_configuration", 0, "status"], "allowed": ["Enabled"], "message": "is not Enabled"}]
