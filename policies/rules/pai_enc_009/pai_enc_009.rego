# METADATA
# title: The warehouse is encrypted and closed
# description: >-
#   Redshift Serverless stores with a key of ours, takes TLS only, sends its traffic through the VPC and has no public
#   address.
# custom:
#   id: PAI-ENC-009
#   inspects: [aws_redshiftserverless_namespace, aws_redshiftserverless_workgroup]
#   controls:
#     checkov: [CKV_AWS_282]
#     aws-fsbp: [Redshift.1, Redshift.2, Redshift.7]
#     aws-aisf: [INFRA-05, INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   fix: "kmsKeyId on the namespace; publiclyAccessible: false, enhancedVpcRouting: true, configParameter: [{ parameterKey: 'require_ssl', parameterValue: 'true' }] on the workgroup"
package groundplane.policies.pai_enc_009

import data.groundplane.lib

deny := (lib.breaches(_namespaces, _namespace_wishes) | lib.breaches(_workgroups, _workgroup_wishes)) | _plain

unknown := lib.undecided_wishes(_workgroups, _workgroup_wishes) | _open

_namespaces := object.get(input.by_type, "aws_redshiftserverless_namespace", [])

_workgroups := object.get(input.by_type, "aws_redshiftserverless_workgroup", [])

_namespace_wishes := {{"path": ["kms_key_id"], "given": true, "message": "is encrypted with the key of AWS, not with one of ours"}}

_workgroup_wishes := {
	{"path": ["publicly_accessible"], "absent": false, "allowed": [false], "message": "has a public address"},
	{"path": ["enhanced_vpc_routing"], "absent": false, "allowed": [true], "message": "loads and unloads data outside the VPC"},
}

_plain contains lib.finding(workgroup, "config_parameter", "takes connections without TLS") if {
	some workgroup in _workgroups
	not "true" in _require(workgroup)
	not _hidden(workgroup)
}

_open contains lib.finding(workgroup, "config_parameter", "whether it takes connections without TLS is known only after apply") if {
	some workgroup in _workgroups
	not "true" in _require(workgroup)
	_hidden(workgroup)
}

_require(workgroup) := {lib.show(parameter.parameter_value) |
	some parameter in lib.blocks(workgroup.values, "config_parameter")
	parameter.parameter_key == "require_ssl"
}

_hidden(workgroup) if "config_parameter" in workgroup.unknown

_hidden(workgroup) if {
	some value in _require(workgroup)
	lib.unresolved(value)
}
