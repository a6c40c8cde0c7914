package groundplane.policies.pai_enc_011_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_011 as rule

_gateway(base) := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"model_list": [{"litellm_params": {"api_base": base}}]}}})

_nodes(type) := fixture.resource("aws_eks_node_group", "n", {"instance_types": [type]})

_document(base, type) := fixture.document([_gateway(base), _nodes(type)])

test_https_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document("https://models.svc", "t3.large")
}

test_nodes_that_encrypt_are_allowed if {
	every type in ["m7i.xlarge", "g6e.12xlarge", "m7g.large", "p5.48xlarge", "c7i-flex.large", "r7g.large", "p6-b200.48xlarge"] {
		count(rule.deny | rule.unknown) == 0 with input as _document("http://models.svc", type)
	}
}

test_plain_calls_between_other_nodes_are_denied if {
	some finding in rule.deny with input as _document("http://models.svc", "t3.large")
	finding.message == "calls http://models.svc in clear, and nodes of t3.large do not encrypt"
	pool := {"kind": "node-pool", "instanceTypes": ["m5.large"]}
	document := object.union(_document("http://models.svc", "m7i.large"), {"stacks": {"app": {"descriptor": {"intents": [pool]}}}})
	count(rule.deny) == 1 with input as document
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _document("${var.base}", "t3.large")
	count(rule.unknown) == 1 with input as _document("${var.base}", "t3.large")
	count(rule.unknown) == 0 with input as _document("${var.base}", "m7i.large")
}
