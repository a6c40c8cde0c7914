package groundplane.policies.pai_gw_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_008 as rule

_good := {"owner": "team", "licence": "apache-2.0", "reviewed": "2026-11-01", "risk_class": "limited"}

_proxy(info) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"model_list": [{"model_name": "chat", "litellm_params": {"model": "hosted_vllm/x"}, "model_info": info}]}}})])

test_an_approved_model_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_good)
}

test_each_missing_word_is_denied if {
	count(rule.deny) == 4 with input as _proxy({})
	every change in [{"reviewed": "last year"}, {"risk_class": "unacceptable"}, {"owner": ""}] {
		count(rule.deny) == 1 with input as _proxy(object.union(_good, change))
	}
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy(object.union(_good, {"owner": "${var.o}"}))
	count(rule.unknown) == 1 with input as _proxy(object.union(_good, {"owner": "${var.o}"}))
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
