package groundplane.policies.pai_net_011_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_011 as rule

_namespace := fixture.resource("kubernetes_namespace_v1", "n", {"metadata": [{"name": "models"}]})

_policy(spec) := {"stack": "app", "address": "helm_release.n", "path": "app/N", "attribute": "values.resources[0]", "object": {"metadata": {"namespace": "models"}, "spec": spec}}

_document(policies) := object.union(fixture.document([_namespace]), {"objects": {"NetworkPolicy": policies}})

_closed := {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}

test_default_deny_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document([_policy(_closed)])
	count(rule.deny) == 0 with input as _document([_policy(object.union(_closed, {"policyTypes": ["Ingress"]})), _policy(object.union(_closed, {"policyTypes": ["Egress"]}))])
}

test_no_policy_is_denied if {
	{finding.key | some finding in rule.deny} == {"Ingress", "Egress"} with input as _document([])
}

test_a_policy_of_some_pods_is_not_enough if {
	count(rule.deny) == 2 with input as _document([_policy(object.union(_closed, {"podSelector": {"matchLabels": {"a": "b"}}}))])
}

test_one_direction_is_not_enough if {
	{finding.key | some finding in rule.deny} == {"Egress"} with input as _document([_policy({"podSelector": {}})])
}

test_unreadable_values_leave_it_open if {
	release := fixture.with_unknown(fixture.resource("helm_release", "r", {}), ["values[0]"])
	document := fixture.document([_namespace, release])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	policy := json.patch(_policy(_closed), [{"op": "replace", "path": "/object/metadata/namespace", "value": "${var.n}"}])
	count(rule.unknown) == 1 with input as _document([policy])
}

test_an_unknown_name_is_unknown if {
	document := fixture.document([fixture.resource("kubernetes_namespace_v1", "n", {"metadata": [{"name": "${var.n}"}]})])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
