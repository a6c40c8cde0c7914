package groundplane.policies.pai_net_013_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_013 as rule

_good := {"access_logs": [{"enabled": true}], "enable_deletion_protection": true, "drop_invalid_header_fields": true}

_balancer(values) := fixture.document([fixture.resource("aws_lb", "b", object.union(_good, values))])

test_a_hardened_balancer_is_allowed if {
	every values in [{}, {"desync_mitigation_mode": "strictest"}] {
		count(rule.deny | rule.unknown) == 0 with input as _balancer(values)
	}
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["access_logs[0].enabled", "drop_invalid_header_fields", "enable_deletion_protection"] with input as fixture.document([fixture.resource("aws_lb", "b", {})])
}

test_each_weakness_is_a_finding if {
	fixture.attributes(rule.deny) == ["desync_mitigation_mode"] with input as _balancer({"desync_mitigation_mode": "monitor"})
	fixture.attributes(rule.deny) == ["access_logs[0].enabled"] with input as _balancer({"access_logs": [{"bucket": "b"}]})
}

test_headers_are_for_application_balancers if {
	fixture.attributes(rule.deny) == ["access_logs[0].enabled", "enable_deletion_protection"] with input as fixture.document([fixture.resource("aws_lb", "b", {"load_balancer_type": "network"})])
}

test_unknown_settings_are_unknown if {
	fixture.attributes(rule.unknown) == ["enable_deletion_protection"] with input as _balancer({"enable_deletion_protection": "${var.d}"})
	plan := fixture.with_unknown(fixture.resource("aws_lb", "b", object.remove(_good, ["access_logs"])), ["access_logs"])
	fixture.attributes(rule.unknown) == ["access_logs[0].enabled"] with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
