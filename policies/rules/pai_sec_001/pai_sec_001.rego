# METADATA
# title: No secret stands in the output
# description: >-
#   No string of the Terraform output is a literal secret. The output lies in build artefacts and state, where more people read
#   than should know it.
# custom:
#   id: PAI-SEC-001
#   waivable: false
#   inspects: ["*"]
#   controls:
#     checkov: [CKV_AWS_41, CKV_AWS_45, CKV_AWS_46]
#     cis-eks-1.8: ["4.4.1"]
#     aws-aisf: [DATA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: put it into AWS Secrets Manager and let pods read it through External Secrets (Secret component); then rotate it, it has been written down
package groundplane.policies.pai_sec_001

import data.groundplane.lib

deny contains lib.keyed(lib.finding(fact, fact.attribute, sprintf("holds a literal secret (%s)", [fact.kind])), fact.kind) if {
	some fact in input.secrets
}

unknown contains lib.finding(resource, document, "cannot be parsed, so not all of it was searched") if {
	some resources in input.by_type
	some resource in resources
	some document in resource.unparsed
}
