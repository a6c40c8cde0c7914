package groundplane.policies.pai_gw_011_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_011 as rule

_proxy(general) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"general_settings": general}}})])

test_half_a_year_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy({"maximum_spend_logs_retention_period": "180d"})
}

test_less_or_for_ever_is_denied if {
	every found in ["30d", "soon", 180, ""] {
		count(rule.deny) == 1 with input as _proxy({"maximum_spend_logs_retention_period": found})
	}
	{"books are kept for ever"} == {f.message | some f in rule.deny} with input as _proxy({})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy({"maximum_spend_logs_retention_period": "${var.r}"})
	count(rule.unknown) == 1 with input as _proxy({"maximum_spend_logs_retention_period": "${var.r}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
