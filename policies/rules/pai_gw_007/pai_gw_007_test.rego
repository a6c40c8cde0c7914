package groundplane.policies.pai_gw_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_007 as rule

_own := {"model_name": "private", "litellm_params": {"model": "hosted_vllm/x", "api_base": "http://vllm.models.svc/v1"}, "model_info": {"data_class": "restricted"}}

_cloud := {"model_name": "cloud", "litellm_params": {"model": "bedrock/x"}, "model_info": {"data_class": "internal"}}

_release(config) := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": object.union({"model_list": [_own, _cloud]}, config)}})

_proxy(config) := fixture.document([_release(config)])

_safe := {"router_settings": {"fallbacks": [{"cloud": ["private"]}]}}

test_a_fallback_home_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_safe)
	count(rule.deny) == 0 with input as _proxy(object.union(_safe, {"model_list": [_cloud]}))
	count(rule.deny) == 0 with input as _proxy({"litellm_settings": {"default_fallbacks": ["private"]}})
}

test_a_fallback_out_is_denied_and_cannot_be_waived if {
	every section in ["router_settings", "litellm_settings"] {
		every name in ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] {
			document := _proxy(object.union(_safe, {section: {name: [{"private": ["cloud"], "cloud": ["private"]}]}}))
			[[f.key, f.waivable] | some f in rule.deny] == [["private > cloud", false]] with input as document
		}
	}
	document := _proxy(object.union(_safe, {"litellm_settings": {"default_fallbacks": ["cloud"]}}))
	count(rule.deny) == 1 with input as document
}

test_a_model_without_class_counts_as_what_it_may_be if {
	bare := object.union(_safe, {"model_list": [object.remove(_own, ["model_info"]), object.remove(_cloud, ["model_info"])], "litellm_settings": {"fallbacks": [{"private": ["cloud"]}]}})
	count(rule.deny) == 1 with input as _proxy(bare)
}

test_no_fallback_is_denied_where_there_could_be_one if {
	{f.key | some f in rule.deny} == {"cloud"} with input as _proxy({})
	{true} == {f.mild | some f in rule.deny} with input as fixture.with_tier(_proxy({}), "smb")
}

_auto(params, class) := object.union(_safe, {"model_list": [_own, _cloud, {"model_name": "auto", "litellm_params": object.union({"model": "auto_router/complexity_router"}, params), "model_info": {"data_class": class}}]})

_by_size := {"complexity_router_config": {"tiers": {"SIMPLE": "private", "COMPLEX": ["cloud"]}}, "complexity_router_default_model": "private"}

test_a_name_of_several_models_may_see_what_each_of_them_may if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_auto(_by_size, "internal"))
	[[f.key, f.message] | some f in rule.deny] == [["auto > cloud", "auto chooses cloud, which may see less"]] with input as _proxy(_auto(_by_size, "restricted"))
	count(rule.deny) == 1 with input as _proxy(_auto({"auto_router_default_model": "cloud"}, "confidential"))
}

test_what_is_chosen_from_elsewhere_is_unknown if {
	document := _proxy(_auto({"auto_router_config_path": "/routes.json", "auto_router_default_model": "private"}, "restricted"))
	count(rule.deny) == 0 with input as document
	{f.key | some f in rule.unknown} == {"auto"} with input as document
}

test_unknown_is_unknown if {
	document := fixture.document([fixture.with_unknown(_release({"router_settings": {"fallbacks": "${var.f}"}}), ["values.proxy_config.router_settings.fallbacks"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxyConfigMap": {"create": false}}})])
}
