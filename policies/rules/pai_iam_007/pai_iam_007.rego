# METADATA
# title: Roles have a boundary
# description: >-
#   Every role has a permissions boundary. Whatever is attached to it later, it cannot do more than the company once
#   decided.
# custom:
#   id: PAI-IAM-007
#   inspects: [aws_iam_role]
#   controls:
#     aws-aisf: [IAM-02]
#     soc2: [CC6.3]
#   fix: "permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary'"
#   setting: "environments.<name>.permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary'"
package groundplane.policies.pai_iam_007

import data.groundplane.lib

deny contains lib.finding(role, "permissions_boundary", "has no permissions boundary") if {
	some role in input.by_type.aws_iam_role
	not lib.given(role, ["permissions_boundary"])
}

unknown := set()
