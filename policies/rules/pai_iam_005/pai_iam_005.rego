# METADATA
# title: People sign in through single sign-on
# description: >-
#   There are no IAM users, access keys or console passwords. They do not expire, nobody is off-boarded from them, and
#   they end in repositories.
# custom:
#   id: PAI-IAM-005
#   inspects: [aws_iam_user, aws_iam_access_key, aws_iam_user_login_profile]
#   controls:
#     checkov: [CKV_AWS_273]
#     aws-fsbp: [IAM.3, IAM.19]
#     aws-aisf: [IAM-03]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "take it out; people use IAM Identity Center, machines roles"
package groundplane.policies.pai_iam_005

import data.groundplane.lib

deny contains lib.finding(resource, "", sprintf("is %s", [words])) if {
	some type, words in {
		"aws_iam_access_key": "a key that never expires",
		"aws_iam_user": "a user outside single sign-on",
		"aws_iam_user_login_profile": "a password for the console",
	}
	some resource in input.by_type[type]
}

unknown := set()
