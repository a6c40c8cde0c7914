# METADATA
# title: Calls to AWS services stay inside the VPC
# description: >-
#   Each VPC has endpoints for S3, ECR, STS, CloudWatch Logs, KMS and Secrets Manager, with private DNS names, and for
#   bedrock-runtime where a model is answered there; in smb the one for S3 is enough, which costs nothing. Prompts and
#   weights then never cross the internet.
# custom:
#   id: PAI-NET-005
#   inspects: [aws_vpc, aws_vpc_endpoint]
#   controls:
#     aws-fsbp: [EC2.10]
#     aws-aisf: [INFRA-01]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.10]
#     eu-ai-act: ["15"]
#   fix: "VpcEndpoint for each service that is called; the Network component makes them"
#   setting: "network.endpoints: all"
package groundplane.policies.pai_net_005

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.keyed(lib.finding(vpc, "", sprintf("has no endpoint for %s", [service])), service) if {
	some vpc in input.by_type.aws_vpc
	some service in (_wanted - _services(vpc))
	not _open(vpc)
}

deny contains lib.finding(endpoint, "private_dns_enabled", "clients go to the internet, as its private DNS name is off") if {
	some endpoint in input.by_type.aws_vpc_endpoint
	endpoint.values.vpc_endpoint_type == "Interface"
	_service(endpoint) in _wanted
	object.get(endpoint.values, "private_dns_enabled", false) == false
}

unknown contains lib.finding(vpc, "", "which endpoints it has is known only after apply") if {
	some vpc in input.by_type.aws_vpc
	count(_wanted - _services(vpc)) > 0
	_open(vpc)
}

unknown contains lib.finding(endpoint, "private_dns_enabled", "is known only after apply") if {
	some endpoint in input.by_type.aws_vpc_endpoint
	lib.unresolved(endpoint.values.private_dns_enabled)
}

_services(vpc) := {_service(endpoint) | some endpoint in places.pointing(vpc, "aws_vpc_endpoint.vpc_id")}

# `com.amazonaws.eu-central-1.ecr.api` without what stands before the service; China has one word more
_service(endpoint) := concat(".", array.slice(words, 3, count(words))) if {
	words := split(trim_prefix(lib.show(object.get(endpoint.values, "service_name", "")), "cn."), ".")
	words[0] == "com"
}

_service(endpoint) := name if {
	name := lib.show(object.get(endpoint.values, "service_name", ""))
	not startswith(trim_prefix(name, "cn."), "com.")
}

_open(vpc) if lib.goes_into_module(input.refs, vpc)

_open(vpc) if {
	some service in _services(vpc)
	lib.unresolved(service)
}

_wanted := _always | _bedrock

_always := {"s3"} if input.tier == "smb"

_always := {"s3", "ecr.api", "ecr.dkr", "sts", "logs", "kms", "secretsmanager"} if input.tier != "smb"

_bedrock := set() if input.tier == "smb"

_bedrock := {service |
	some service in {"bedrock-runtime"}
	some stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "model-route"
	intent.provider == "bedrock"
} if input.tier != "smb"
