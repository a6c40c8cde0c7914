# METADATA
# title: The Kubernetes API is private, or open to named ranges only
# description: >-
#   The API answers inside the VPC; over the internet only to listed ranges, and in enterprise not at all. Who takes over
#   the control plane has the platform.
# custom:
#   id: PAI-EKS-001
#   inspects: [aws_eks_cluster]
#   controls:
#     checkov: [CKV_AWS_38, CKV_AWS_39]
#     aws-fsbp: [EKS.1]
#     cis-eks-1.8: ["5.4.1", "5.4.2"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   fix: "vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false }, or publicAccessCidrs with named ranges"
#   setting: "cluster.apiCidrs: [203.0.113.0/24], or cluster.apiCidrs: [] for private only"
package groundplane.policies.pai_eks_001

import data.groundplane.lib

deny contains finding if {
	some endpoint in _endpoints
	endpoint.public == true
	some cidr in lib.texts(endpoint.cidrs)
	lib.world_open(cidr)
	finding := lib.keyed(_finding(endpoint, "public_access_cidrs", sprintf("the API answers to %s", [cidr])), cidr)
}

deny contains _finding(endpoint, "endpoint_public_access", "the API answers to the internet; enterprise is private only") if {
	input.tier == "enterprise"
	some endpoint in _endpoints
	endpoint.public == true
}

deny contains _finding(endpoint, "endpoint_private_access", "the API does not answer inside the VPC") if {
	some endpoint in _endpoints
	endpoint.private == false
}

unknown contains _finding(endpoint, "endpoint_public_access", "whether the API is public is known only after apply") if {
	some endpoint in _endpoints
	lib.unresolved(endpoint.public)
}

unknown contains _finding(endpoint, "endpoint_private_access", "whether the API is private is known only after apply") if {
	some endpoint in _endpoints
	lib.unresolved(endpoint.private)
}

unknown contains _finding(endpoint, "public_access_cidrs", "the ranges are known only after apply") if {
	some endpoint in _endpoints
	endpoint.public != false
	some cidr in lib.texts(endpoint.cidrs)
	lib.unresolved(cidr)
}

unknown contains lib.finding(cluster, "vpc_config", "is known only after apply") if {
	some cluster in input.by_type.aws_eks_cluster
	count(lib.blocks(cluster.values, "vpc_config")) == 0
}

# what AWS takes where nothing is said: public, from everywhere, not private
_endpoints contains {
	"place": {"stack": cluster.stack, "address": cluster.address, "path": cluster.path},
	"attribute": sprintf("vpc_config[%d]", [index]),
	"public": object.get(config, "endpoint_public_access", true),
	"private": object.get(config, "endpoint_private_access", false),
	"cidrs": _cidrs(config),
} if {
	some cluster in input.by_type.aws_eks_cluster
	some index, config in lib.blocks(cluster.values, "vpc_config")
}

_finding(endpoint, name, message) := lib.finding(endpoint.place, concat(".", [endpoint.attribute, name]), message)

_cidrs(config) := config.public_access_cidrs if not _unsaid(config)

_cidrs(config) := ["0.0.0.0/0"] if _unsaid(config)

_unsaid(config) if object.get(config, "public_access_cidrs", []) == []
