# METADATA
# title: Every VPC records its flows
# description: >-
#   Each VPC has a flow log of all traffic. Without it nobody can tell afterwards what left the network.
# custom:
#   id: PAI-NET-003
#   inspects: [aws_vpc, aws_flow_log]
#   controls:
#     checkov: [CKV2_AWS_11]
#     aws-fsbp: [EC2.6]
#     aws-aisf: [INFRA-08]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["12"]
#   setting: "network.flowLogRetentionDays: 90, with a network that is made here; of network.existing, whoever made it writes them"
#   fix: add aws_flow_log with vpc_id of the VPC and traffic_type "ALL"; the Network component makes it
package groundplane.policies.pai_net_003

import data.groundplane.lib

deny contains lib.finding(vpc, "", "has no flow log of all traffic") if {
	some vpc in input.by_type.aws_vpc
	count(_logs(vpc) & _recording) == 0
	not _open(vpc)
}

unknown contains lib.finding(vpc, "", "has no flow log here; what the module it goes into makes is not shown") if {
	some vpc in input.by_type.aws_vpc
	count(_logs(vpc) & _recording) == 0
	lib.goes_into_module(input.refs, vpc)
}

unknown contains lib.finding(vpc, "", "traffic_type of its flow log is known only after apply") if {
	some vpc in input.by_type.aws_vpc
	count(_logs(vpc) & _recording) == 0
	count(_logs(vpc) & _unresolved) > 0
}

_open(vpc) if lib.goes_into_module(input.refs, vpc)

_open(vpc) if count(_logs(vpc) & _unresolved) > 0

_logs(vpc) := {pointer | some pointer in lib.pointers(input.refs, vpc, "aws_flow_log.vpc_id")}

_recording contains lib.id(log) if {
	some log in input.by_type.aws_flow_log
	log.values.traffic_type == "ALL"
}

_unresolved contains lib.id(log) if {
	some log in input.by_type.aws_flow_log
	lib.unresolved(log.values.traffic_type)
}
