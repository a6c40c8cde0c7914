package groundplane.policies.pai_net_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_007 as rule

_listener(values) := fixture.document([fixture.resource("aws_lb_listener", "l", object.union({"port": 443}, values))])

_https := {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06", "certificate_arn": "${aws_acm_certificate.c.arn}"}

test_modern_policies_are_allowed if {
	every policy in ["ELBSecurityPolicy-TLS13-1-3-2021-06", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "ELBSecurityPolicy-FS-1-2-Res-2020-10"] {
		document := _listener(object.union(_https, {"ssl_policy": policy}))
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 0 with input as document
	}
}

test_old_policies_are_denied if {
	every policy in ["ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-1-2021-06", "ELBSecurityPolicy-FS-1-1-2019-08", 5] {
		fixture.attributes(rule.deny) == ["ssl_policy"] with input as _listener(object.union(_https, {"ssl_policy": policy}))
	}
	fixture.attributes(rule.deny) == ["ssl_policy"] with input as _listener(object.remove(_https, ["ssl_policy"]))
}

test_no_certificate_is_denied if {
	fixture.attributes(rule.deny) == ["certificate_arn"] with input as _listener(object.remove(_https, ["certificate_arn"]))
}

test_plain_http_is_denied if {
	fixture.attributes(rule.deny) == ["protocol"] with input as _listener({"protocol": "HTTP"})
	fixture.attributes(rule.deny) == ["protocol"] with input as _listener({"default_action": [{"type": "redirect", "redirect": [{"port": "80"}]}]})
}

test_http_may_send_on if {
	count(rule.deny) == 0 with input as _listener({"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS"}]}]})
}

test_other_protocols_pass_through if {
	count(rule.deny | rule.unknown) == 0 with input as _listener({"protocol": "TCP"})
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([fixture.resource("aws_lb_listener", "geneve", {})])
}

test_unknown_settings_are_unknown if {
	fixture.attributes(rule.unknown) == ["protocol"] with input as _listener({"protocol": "${var.p}"})
	fixture.attributes(rule.unknown) == ["ssl_policy"] with input as _listener(object.union(_https, {"ssl_policy": "(known after apply)"}))
	action := fixture.with_unknown(fixture.resource("aws_lb_listener", "l", {"port": 80}), ["default_action"])
	fixture.attributes(rule.unknown) == ["default_action"] with input as fixture.document([action])
	count(rule.deny) == 0 with input as fixture.document([action])
}
