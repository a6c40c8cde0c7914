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

_group(variables) := {"stack": "app", "address": "helm_release.g", "path": "app/G", "attribute": "values.resources[0]", "object": {"kind": "LeaderWorkerSet", "metadata": {"name": "vllm-large", "namespace": "models"}, "spec": {"leaderWorkerTemplate": {"workerTemplate": {"spec": {"containers": [{"image": "vllm/vllm-openai:v1", "env": variables}]}}}}}}

_key := [{"name": "VLLM_API_KEY", "valueFrom": {"secretKeyRef": {"name": "vllm-api-key", "key": "VLLM_API_KEY"}}}]

_service(type) := {"stack": "app", "address": "helm_release.g", "path": "app/G", "attribute": "values.resources[1]", "object": {"kind": "Service", "metadata": {"namespace": "models"}, "spec": {"type": type}}}

_groups(group, policies, type) := object.union(fixture.empty, {"objects": {"LeaderWorkerSet": [group], "NetworkPolicy": policies, "Service": [_service(type)]}})

test_groups_are_judged_as_servers_are if {
	count(rule.deny | rule.unknown) == 0 with input as _groups(_group(_key), [_deny_all, _from_gateway], "ClusterIP")
	count(rule.judged) == 1 with input as _groups(_group(_key), [_deny_all], "ClusterIP")
	fixture.attributes(rule.deny) == ["values.resources[0].spec.leaderWorkerTemplate.leaderTemplate"] with input as _groups(_group([{"name": "VLLM_API_KEY", "value": "x"}]), [_deny_all], "ClusterIP")
	fixture.attributes(rule.deny) == ["values.resources[0].spec.leaderWorkerTemplate"] with input as _groups(_group(_key), [], "ClusterIP")
	fixture.attributes(rule.deny) == ["values.resources[1].spec.type"] with input as _groups(_group(_key), [_deny_all], "LoadBalancer")
	open := _policy("1", {"podSelector": {}, "ingress": [{"ports": [{"port": 8000}]}]})
	fixture.attributes(rule.deny) == ["values.resources[1].spec.ingress"] with input as _groups(_group(_key), [_deny_all, open], "ClusterIP")
	unread := fixture.with_unknown(fixture.resource("helm_release", "n", {"chart": "./network"}), ["values[0]"])
	hidden := object.union(fixture.document([unread]), {"objects": {"LeaderWorkerSet": [_group(_key)]}})
	count(rule.deny) == 0 with input as hidden
	count(rule.unknown) == 1 with input as hidden
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
