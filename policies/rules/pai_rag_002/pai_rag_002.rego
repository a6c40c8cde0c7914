# METADATA
# title: The index domain is private, knows who asks and writes it down
# description: >-
#   An OpenSearch domain stands in the VPC, with fine-grained access control and audit logs.
# custom:
#   id: PAI-RAG-002
#   inspects: [aws_opensearch_domain]
#   controls:
#     checkov: [CKV_AWS_84, CKV_AWS_137, CKV_AWS_248, CKV_AWS_317, CKV2_AWS_52]
#     aws-fsbp: [OpenSearch.2, OpenSearch.5, OpenSearch.7]
#     soc2: [CC6.1]
#     hipaa-164: [312(b)]
#     eu-ai-act: ["12"]
#   fix: "vpcOptions: { subnetIds }, advancedSecurityOptions: { enabled: true }, logPublishingOptions: [{ logType: 'AUDIT_LOGS', cloudwatchLogGroupArn }]"
package groundplane.policies.pai_rag_002

import data.groundplane.lib

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_opensearch_domain, _wishes)
}

deny contains lib.finding(domain, "log_publishing_options", "writes no audit log") if {
	some domain in input.by_type.aws_opensearch_domain
	not _audited(domain)
	not _open(domain)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_opensearch_domain, _wishes)
}

unknown contains lib.finding(domain, "log_publishing_options", "is known only after apply") if {
	some domain in input.by_type.aws_opensearch_domain
	not _audited(domain)
	_open(domain)
}

_wishes := [
	{"path": ["vpc_options", 0, "subnet_ids"], "given": true, "message": "the domain stands outside of any VPC"},
	{"path": ["advanced_security_options", 0, "enabled"], "absent": false, "allowed": [true], "message": "has no fine-grained access control"},
]

_audited(domain) if {
	some options in lib.blocks(domain.values, "log_publishing_options")
	options.log_type == "AUDIT_LOGS"
	object.get(options, "enabled", true) == true
}

_open(domain) if {
	some path in domain.unknown
	regex.match(`^log_publishing_options($|.*\.(log_type|enabled)$)`, path)
}
