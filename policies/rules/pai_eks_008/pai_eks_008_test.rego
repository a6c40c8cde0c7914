package groundplane.policies.pai_eks_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_008 as rule

_template(options) := fixture.document([fixture.resource("aws_launch_template", "t", {"metadata_options": [options]})])

_class(spec) := fixture.with_object(fixture.empty, {"kind": "EC2NodeClass", "spec": spec})

_safe := {"http_tokens": "required", "http_put_response_hop_limit": 1}

test_safe_template_is_allowed if {
	count(rule.deny) == 0 with input as _template(_safe)
	count(rule.unknown) == 0 with input as _template(_safe)
}

test_optional_token_is_denied if {
	fixture.attributes(rule.deny) == ["metadata_options[0].http_tokens"] with input as _template(object.union(_safe, {"http_tokens": "optional"}))
}

test_hop_limit_above_one_is_denied if {
	some finding in rule.deny with input as _template(object.union(_safe, {"http_put_response_hop_limit": 2}))
	finding.message == "hop limit of instance metadata is 2, not 1"
}

test_template_that_says_nothing_is_denied if {
	count(rule.deny) == 2 with input as fixture.document([fixture.resource("aws_launch_template", "t", {})])
}

test_node_group_needs_a_template if {
	fixture.attributes(rule.deny) == ["launch_template"] with input as fixture.document([fixture.resource("aws_eks_node_group", "g", {})])
	count(rule.deny) == 0 with input as fixture.document([fixture.resource("aws_eks_node_group", "g", {"launch_template": [{"id": "lt-1"}]})])
}

test_node_class_is_safe_by_default if {
	count(rule.deny) == 0 with input as _class({})
	count(rule.deny) == 0 with input as _class({"metadataOptions": {"httpTokens": "required", "httpPutResponseHopLimit": 1}})
}

test_node_class_can_be_made_unsafe if {
	document := _class({"metadataOptions": {"httpTokens": "optional", "httpPutResponseHopLimit": 2}})
	fixture.attributes(rule.deny) == [
		"values.resources[0].spec.metadataOptions.httpPutResponseHopLimit",
		"values.resources[0].spec.metadataOptions.httpTokens",
	] with input as document
}

test_unknown_options_are_unknown if {
	document := _template({"http_tokens": "${var.t}", "http_put_response_hop_limit": "${var.h}"})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 2 with input as document
}

test_unknown_blocks_are_unknown if {
	template := fixture.with_unknown(fixture.resource("aws_launch_template", "t", {}), ["metadata_options"])
	group := fixture.with_unknown(fixture.resource("aws_eks_node_group", "g", {}), ["launch_template"])
	count(rule.deny) == 0 with input as fixture.document([template, group])
	fixture.attributes(rule.unknown) == ["launch_template", "metadata_options"] with input as fixture.document([template, group])
}

test_node_class_of_one_expression_is_unknown if {
	every options in ["${var.options}", 5, []] {
		count(rule.deny) == 0 with input as _class({"metadataOptions": options})
		fixture.attributes(rule.unknown) == ["values.resources[0].spec.metadataOptions"] with input as _class({"metadataOptions": options})
	}
	count(rule.unknown) == 1 with input as _class("${local.spec}")
}

test_a_known_node_class_is_not_unknown if {
	count(rule.unknown) == 0 with input as _class({"metadataOptions": {"httpTokens": "optional"}})
}
