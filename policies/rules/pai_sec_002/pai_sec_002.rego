# METADATA
# title: Terraform writes no secret in clear
# description: >-
#   Values of secrets reach AWS as write-only arguments, or in another way, and never as plain arguments: those stand
#   in the state, where more people read than should know them.
# custom:
#   id: PAI-SEC-002
#   inspects: [aws_secretsmanager_secret_version, aws_ssm_parameter, aws_db_instance, aws_rds_cluster]
#   controls:
#     checkov: [CKV2_AWS_34]
#     cis-eks-1.8: ["4.4.2"]
#     aws-aisf: [DATA-03]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "secretStringWo with secretStringWoVersion; manageMasterUserPassword: true for databases; the GeneratedSecret component does it"
package groundplane.policies.pai_sec_002

import data.groundplane.lib

deny contains lib.finding(resource, attribute, "writes the secret into the state; a write-only argument does not") if {
	some [resource, attribute] in _places
	_written(resource, attribute)
}

deny contains lib.finding(parameter, "value", "writes the secret into the state; a write-only argument does not") if {
	some parameter in input.by_type.aws_ssm_parameter
	parameter.values.type == "SecureString"
	_written(parameter, "value")
}

unknown contains lib.finding(parameter, "type", "whether it is a secret is known only after apply") if {
	some parameter in input.by_type.aws_ssm_parameter
	lib.unresolved(parameter.values.type)
	_written(parameter, "value")
}

_places := [[resource, attribute] |
	some type, attributes in {
		"aws_secretsmanager_secret_version": {"secret_string", "secret_binary"},
		"aws_db_instance": {"password"},
		"aws_rds_cluster": {"master_password"},
	}
	some resource in input.by_type[type]
	some attribute in attributes
]

_written(resource, attribute) if lib.given(resource, [attribute])

# JSON has been taken apart
_written(resource, attribute) if resource.docs[attribute]

_written(resource, attribute) if attribute in resource.unparsed
