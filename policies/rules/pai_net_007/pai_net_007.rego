# METADATA
# title: Listeners speak TLS 1.2 or newer
# description: >-
#   Listeners of load balancers speak HTTPS or TLS with a policy of TLS 1.2 or newer; plain HTTP only sends the caller
#   to HTTPS. Prompts are confidential on the way.
# custom:
#   id: PAI-NET-007
#   inspects: [aws_lb_listener, aws_alb_listener]
#   controls:
#     checkov: [CKV_AWS_2, CKV_AWS_103, CKV2_AWS_20, CKV2_AWS_74]
#     aws-fsbp: [ELB.1]
#     cis-eks-1.8: ["5.4.5"]
#     aws-aisf: [INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   setting: "gateway.certificateArn names a certificate of the region"
#   fix: "sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', certificateArn; or defaultAction: [{ type: 'redirect', redirect: { protocol: 'HTTPS', statusCode: 'HTTP_301' } }]"
package groundplane.policies.pai_net_007

import data.groundplane.lib

deny contains lib.finding(listener, "protocol", "answers in plain HTTP") if {
	some listener in _listeners
	lib.value(listener, ["protocol"], "HTTP") == "HTTP"
	not _redirects(listener)
	not "default_action" in listener.unknown
}

deny contains lib.finding(listener, "ssl_policy", sprintf("policy %s allows TLS older than 1.2", [lib.show(_policy(listener))])) if {
	some listener in _listeners
	_encrypts(listener)
	not regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)-`, lib.show(_policy(listener)))
	not lib.unresolved(_policy(listener))
}

deny contains lib.finding(listener, "certificate_arn", "has no certificate") if {
	some listener in _listeners
	_encrypts(listener)
	not lib.given(listener, ["certificate_arn"])
}

unknown contains lib.finding(listener, "protocol", "is known only after apply") if {
	some listener in _listeners
	lib.unresolved(lib.value(listener, ["protocol"], "HTTP"))
}

unknown contains lib.finding(listener, "default_action", "where plain HTTP leads is known only after apply") if {
	some listener in _listeners
	lib.value(listener, ["protocol"], "HTTP") == "HTTP"
	"default_action" in listener.unknown
}

unknown contains lib.finding(listener, "ssl_policy", "is known only after apply") if {
	some listener in _listeners
	_encrypts(listener)
	lib.unresolved(_policy(listener))
}

# a listener of a gateway balancer has no protocol
_listeners := [listener |
	some type in {"aws_lb_listener", "aws_alb_listener"}
	some listener in input.by_type[type]
	lib.given(listener, ["port"])
]

_encrypts(listener) if listener.values.protocol in {"HTTPS", "TLS"}

_policy(listener) := lib.value(listener, ["ssl_policy"], "ELBSecurityPolicy-2016-08")

_redirects(listener) if {
	some action in lib.blocks(listener.values, "default_action")
	some redirect in lib.blocks(action, "redirect")
	object.get(redirect, "protocol", "#{protocol}") == "HTTPS"
}
