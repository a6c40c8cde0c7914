package groundplane.policies.pai_srv_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_srv_003 as rule

_server(values) := fixture.with_docs(fixture.resource("helm_release", "v", {"chart": "vllm-stack", "namespace": "models"}), {"values": values})

_good := {"servingEngineSpec": {"vllmApiKey": {"secretName": "vllm-api-key"}}}

_policy(name, spec) := {"stack": "app", "address": "helm_release.n", "path": "app/N", "attribute": sprintf("values.resources[%s]", [name]), "object": {"kind": "NetworkPolicy", "metadata": {"namespace": "models"}, "spec": spec}}

_deny_all := _policy("0", {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})

_from_gateway := _policy("1", {"podSelector": {}, "ingress": [{"from": [{"podSelector": {}}]}]})

_document(server, policies) := object.union(fixture.document([server]), {"objects": {"NetworkPolicy": policies}})

test_a_server_behind_the_gateway_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_server(_good), [_deny_all, _from_gateway])
}

test_a_way_around_is_denied if {
	every change in [{"routerSpec": {"serviceType": "LoadBalancer"}}, {"service": {"type": "NodePort"}}, {"ingress": {"enabled": true}}] {
		count(rule.deny) == 1 with input as _document(_server(object.union(_good, change)), [_deny_all])
	}
	fixture.attributes(rule.deny) == ["values.servingEngineSpec.vllmApiKey"] with input as _document(_server({"servingEngineSpec": {}}), [_deny_all])
	fixture.attributes(rule.deny) == ["namespace"] with input as _document(_server(_good), [])
	fixture.attributes(rule.deny) == ["values.resources[1].spec.ingress"] with input as _document(_server(_good), [_deny_all, _policy("1", {"podSelector": {}, "ingress": [{"ports": [{"port": 8000}]}]})])
}

test_unknown_is_unknown if {
	document := _document(_server(object.union(_good, {"service": {"type": "${var.t}"}})), [_deny_all])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	elsewhere := fixture.with_docs(fixture.resource("helm_release", "v", {"chart": "ollama", "namespace": "${var.n}"}), {"values": {}})
	count(rule.deny) == 0 with input as _document(elsewhere, [])
	count(rule.unknown) == 1 with input as _document(elsewhere, [])
	unread := fixture.with_unknown(fixture.resource("helm_release", "n", {"chart": "./network"}), ["values[0]"])
	hidden := object.union(fixture.document([_server(_good), unread]), {"objects": {}})
	count(rule.deny) == 0 with input as hidden
	fixture.attributes(rule.unknown) == ["namespace"] with input as hidden
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "v", {"chart": "ollama"}), ["values[0]"])])
}
