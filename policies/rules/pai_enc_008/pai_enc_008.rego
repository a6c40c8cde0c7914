# METADATA
# title: Indexes are encrypted everywhere
# description: >-
#   OpenSearch domains encrypt what they store and what their nodes say to each other, and take HTTPS with TLS 1.2 and
#   forward secrecy only.
# custom:
#   id: PAI-ENC-008
#   inspects: [aws_opensearch_domain]
#   controls:
#     checkov: [CKV_AWS_5, CKV_AWS_6, CKV_AWS_83, CKV_AWS_228, CKV_AWS_247]
#     aws-fsbp: [OpenSearch.1, OpenSearch.3, OpenSearch.8]
#     aws-aisf: [INFRA-05, INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   fix: "encryptAtRest: { enabled: true, kmsKeyId }, nodeToNodeEncryption: { enabled: true }, domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' }"
package groundplane.policies.pai_enc_008

import data.groundplane.lib

deny := lib.breaches(_domains, _wishes)

unknown := lib.undecided_wishes(_domains, _wishes)

_domains := object.get(input.by_type, "aws_opensearch_domain", [])

_wishes := {
	{"path": ["encrypt_at_rest", 0, "enabled"], "absent": false, "allowed": [true], "message": "what it stores is not encrypted"},
	{"path": ["node_to_node_encryption", 0, "enabled"], "absent": false, "allowed": [true], "message": "what its nodes say to each other is not encrypted"},
	{"path": ["domain_endpoint_options", 0, "enforce_https"], "absent": false, "allowed": [true], "message": "takes plain HTTP"},
	{
		"path": ["domain_endpoint_options", 0, "tls_security_policy"],
		"absent": "Policy-Min-TLS-1-0-2019-07",
		"allowed": ["Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"],
		"message": "takes TLS without forward secrecy or older than 1.2",
	},
}
