package groundplane.facts.namespaces_test

import data.groundplane.facts.namespaces
import data.groundplane.fixture

_names := {namespace.name | some namespace in namespaces.made}

test_namespaces_of_every_form_are_found if {
	document := object.union(
		fixture.document([
			fixture.resource("kubernetes_namespace_v1", "n", {"metadata": [{"name": "a"}]}),
			fixture.resource("helm_release", "r", {"namespace": "b", "create_namespace": true}),
			fixture.resource("helm_release", "s", {"namespace": "not-made"}),
		]),
		{"objects": {"Namespace": [{"stack": "app", "address": "x", "path": "x", "attribute": "manifest", "object": {"metadata": {"name": "c"}}}]}},
	)
	_names == {"a", "b", "c"} with input as document
}

_closed(spec) := {direction | some policy in namespaces.policies with input as fixture.with_object(fixture.empty, {"kind": "NetworkPolicy", "spec": spec}); some direction in policy.closed}

test_directions_that_are_named_are_closed if {
	_closed({"policyTypes": ["Ingress", "Egress"]}) == {"Ingress", "Egress"}
	_closed({"policyTypes": ["Egress"]}) == {"Egress"}
}

test_what_is_not_named_follows_from_the_rules if {
	_closed({}) == {"Ingress"}
	_closed({"egress": []}) == {"Ingress", "Egress"}
}

test_an_empty_rule_opens if {
	_closed({"policyTypes": ["Ingress", "Egress"], "egress": [{}]}) == {"Ingress"}
}

test_a_policy_of_the_provider_is_read if {
	policy := fixture.resource("kubernetes_network_policy_v1", "p", {"metadata": [{"namespace": "a"}], "spec": [{"pod_selector": [{}], "policy_types": ["Ingress", "Egress"]}]})
	namespaces.policies == [{"namespace": "a", "everybody": true, "closed": {"Ingress", "Egress"}}] with input as fixture.document([policy])
}

test_a_policy_of_cilium_is_read if {
	policy := {"kind": "CiliumNetworkPolicy", "metadata": {"namespace": "a"}, "spec": {"endpointSelector": {}, "ingress": []}}
	namespaces.policies == [{"namespace": "a", "everybody": true, "closed": {"Ingress"}}] with input as fixture.with_object(fixture.empty, policy)
}
