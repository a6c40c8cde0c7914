# METADATA
# title: User pools ask for a second factor
# description: >-
#   Cognito user pools ask everybody for a second factor, let nobody sign up alone and cannot be deleted by one call.
# custom:
#   id: PAI-IAM-010
#   inspects: [aws_cognito_user_pool]
#   controls:
#     aws-fsbp: [Cognito.1]
#     aws-aisf: [IAM-07]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "mfaConfiguration: 'ON', adminCreateUserConfig: { allowAdminCreateUserOnly: true }, deletionProtection: 'ACTIVE'"
package groundplane.policies.pai_iam_010

import data.groundplane.lib

deny := lib.breaches(_pools, _wishes)

unknown := lib.undecided_wishes(_pools, _wishes)

_pools := object.get(input.by_type, "aws_cognito_user_pool", [])

_wishes := {
	{"path": ["mfa_configuration"], "absent": "OFF", "allowed": ["ON"], "message": "a password is enough"},
	{"path": ["admin_create_user_config", 0, "allow_admin_create_user_only"], "absent": false, "allowed": [true], "message": "anybody may sign up"},
	{"path": ["deletion_protection"], "absent": "INACTIVE", "allowed": ["ACTIVE"], "message": "can be deleted by one call"},
}
