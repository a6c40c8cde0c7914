# METADATA
# title: Queries on the lake are encrypted and bounded
# description: >-
#   Each Athena workgroup enforces its own settings, encrypts results with a KMS key and stops a query that scans too much.
# custom:
#   id: PAI-DAT-011
#   inspects: [aws_athena_workgroup]
#   controls:
#     checkov: [CKV_AWS_82, CKV_AWS_159]
#     aws-fsbp: [Athena.1]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#   fix: "configuration: { enforceWorkgroupConfiguration: true, bytesScannedCutoffPerQuery: 1099511627776, resultConfiguration: { encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn } } }"
#   setting: "data.scanLimitGiB: 1024"
package groundplane.policies.pai_dat_011

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_athena_workgroup, _wishes)
}

deny contains finding if {
	some finding in lib.breaches(_own_results, [_encrypted])
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_athena_workgroup, _wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(_own_results, [_encrypted])
}

_wishes := [
	{
		"path": ["configuration", 0, "enforce_workgroup_configuration"],
		"absent": true,
		"allowed": [true],
		"message": "lets each client choose encryption and place of results",
	},
	{
		"path": ["configuration", 0, "bytes_scanned_cutoff_per_query"],
		"at_least": 10485760,
		"message": "no query is stopped, however much it scans",
	},
]

_encrypted := {
	"path": ["configuration", 0, "result_configuration", 0, "encryption_configuration", 0, "encryption_option"],
	"allowed": ["SSE_KMS", "CSE_KMS"],
	"message": "results are not encrypted with a KMS key",
}

# results Athena itself keeps are encrypted
_own_results := [workgroup |
	some workgroup in input.by_type.aws_athena_workgroup
	path := ["configuration", 0, "managed_query_results_configuration", 0, "enabled"]
	lib.value(workgroup, path, false) != true
]
