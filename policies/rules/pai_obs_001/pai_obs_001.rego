# METADATA
# title: Logs are kept long enough, and encrypted
# description: >-
#   Each log group keeps its events for a time somebody chose, 90 days in smb and 365 above, and is encrypted with a key of
#   ours.
# custom:
#   id: PAI-OBS-001
#   inspects: [aws_cloudwatch_log_group]
#   controls:
#     checkov: [CKV_AWS_66, CKV_AWS_158, CKV_AWS_338]
#     cis-eks-1.8: ["2.1.2"]
#     soc2: [C1.2]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   setting: "audit.logRetentionDays, cluster.logRetentionDays and network.flowLogRetentionDays"
#   fix: "retentionInDays: 365 and kmsKeyId; the LogGroup component sets both"
package groundplane.policies.pai_obs_001

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_cloudwatch_log_group, _wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_cloudwatch_log_group, _wishes)
}

_wishes := [
	{
		"path": ["retention_in_days"],
		"absent": 0,
		"at_least": _days,
		"message": sprintf("is less than %d days, or for ever by default", [_days]),
	},
	{"path": ["kms_key_id"], "given": true, "message": "is not encrypted with a key of ours"},
]

_days := 90 if input.tier == "smb"

_days := 365 if input.tier != "smb"
