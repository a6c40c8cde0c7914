package groundplane.policies.pai_sup_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_007 as rule

_gateway(name) := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"model_list": [{"model_name": name}]}}})

_document(resource, stack) := object.union(fixture.document([resource]), {"stacks": {"app": stack}})

_listing := {"descriptor": {"intents": [{"kind": "model-route", "name": "assistant"}, {"kind": "node-pool", "name": "chat"}]}}

test_what_is_listed_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_gateway("assistant"), _listing)
}

test_a_stack_that_says_nothing_is_denied if {
	document := object.union(fixture.document([fixture.resource("aws_vpc", "v", {})]), {"stacks": {"app": {"name": "app"}, "empty": {"name": "empty"}}})
	{finding.stack | some finding in rule.deny} == {"app"} with input as document
}

test_a_model_in_no_list_is_denied if {
	{finding.key | some finding in rule.deny} == {"chat"} with input as _document(_gateway("chat"), _listing)
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _document(_gateway("${var.m}"), _listing)
	count(rule.unknown) == 1 with input as _document(_gateway("${var.m}"), _listing)
}

test_a_name_that_chooses_a_model_is_none_itself if {
	values := {"proxy_config": {"model_list": [{"model_name": "auto", "litellm_params": {"model": "auto_router/complexity_router"}}]}}
	release := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})
	count(rule.deny | rule.unknown) == 0 with input as _document(release, _listing)
}
