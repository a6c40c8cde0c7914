package groundplane.policies.pai_net_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_008 as rule

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": values})])

_ingress(annotations) := _release({"ingress": {"enabled": true, "annotations": annotations}})

_service(annotations) := _release({"service": {"type": "LoadBalancer", "annotations": annotations}})

_declared(document) := object.union(document, {"stacks": {"app": {"descriptor": {"intents": [{"kind": "load-balancer", "scheme": "internet-facing"}]}}}})

_alb(settings) := {sprintf("alb.ingress.kubernetes.io/%s", [name]): value | some name, value in settings}

_messages(found) := {finding.message | some finding in found}

test_internal_is_allowed if {
	every document in [_ingress({}), _ingress(_alb({"scheme": "internal"})), _service({"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}), _service({"service.beta.kubernetes.io/aws-load-balancer-internal": "true"})] {
		count(rule.deny | rule.unknown) == 0 with input as document
	}
}

test_the_controller_of_aws_is_internal_unless_told if {
	values := {"service": {"type": "LoadBalancer", "loadBalancerClass": "service.k8s.aws/nlb"}}
	count(rule.deny) == 0 with input as _release(values)
	public := json.patch(values, [{"op": "add", "path": "/service/annotations", "value": {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing"}}])
	count(rule.deny) > 0 with input as _release(public)
}

test_the_internet_is_denied_where_nobody_declared_it if {
	_messages(rule.deny) == {"faces the internet, and nobody declared it"} with input as _ingress(_alb({"scheme": "internet-facing", "certificate-arn": "c", "wafv2-acl-arn": "w"}))
	"faces the internet, and nobody declared it" in _messages(rule.deny) with input as _service({})
}

test_what_is_declared_needs_certificate_and_firewall if {
	_messages(rule.deny) == {"faces the internet without a certificate", "faces the internet without a web firewall"} with input as _declared(_ingress(_alb({"scheme": "internet-facing"})))
	count(rule.deny) == 0 with input as _declared(_ingress(_alb({"scheme": "internet-facing", "certificate-arn": "c", "wafv2-acl-arn": "${aws_wafv2_web_acl.w.arn}"})))
	count(rule.deny) == 0 with input as _declared(_service({"service.beta.kubernetes.io/aws-load-balancer-ssl-cert": "c"}))
}

test_unknown_schemes_are_unknown if {
	every document in [_ingress("${var.annotations}"), _ingress(_alb({"scheme": "${var.scheme}"})), _service({"service.beta.kubernetes.io/aws-load-balancer-scheme": "(known after apply)"})] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}

test_odd_annotations_are_no_scheme if {
	count(rule.deny) == 0 with input as _ingress(5)
}
