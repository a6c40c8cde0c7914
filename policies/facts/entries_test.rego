package groundplane.facts.entries_test

import data.groundplane.facts.entries
import data.groundplane.fixture

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": values})])

_places(found) := sort([entry.attribute | some entry in found])

test_ingresses_of_charts_are_found if {
	document := _release({
		"ingress": {"enabled": true, "className": "alb", "annotations": {"a": "b"}},
		"web": {"ingress": {"enabled": true}},
		"off": {"ingress": {"enabled": false}},
		"odd": "ingress",
	})
	_places(entries.ingresses) == ["values.ingress.annotations", "values.web.ingress.annotations"] with input as document
	some entry in entries.ingresses with input as document
	entry.class == "alb"
}

test_services_of_charts_are_found if {
	document := _release({"service": {"type": "ClusterIP"}, "proxy": {"service": {"type": "LoadBalancer", "annotations": {}}}})
	_places(entries.services) == ["values.proxy.service.annotations"] with input as document
}

test_manifests_are_found if {
	ingress := fixture.with_object(fixture.empty, {"kind": "Ingress", "metadata": {"annotations": {"a": "b"}}})
	_places(entries.ingresses) == ["values.resources[0].metadata.annotations"] with input as ingress
	service := fixture.with_object(fixture.empty, {"kind": "Service", "spec": {"type": "LoadBalancer"}})
	_places(entries.services) == ["values.resources[0].metadata.annotations"] with input as service
	count(entries.services) == 0 with input as fixture.with_object(fixture.empty, {"kind": "Service", "spec": {}})
}

test_resources_of_the_provider_are_found if {
	document := fixture.document([
		fixture.resource("kubernetes_ingress_v1", "i", {"metadata": [{"annotations": {"a": "b"}}], "spec": [{"ingress_class_name": "alb"}]}),
		fixture.resource("kubernetes_service_v1", "s", {"spec": [{"type": "LoadBalancer"}]}),
		fixture.resource("kubernetes_service_v1", "c", {"spec": [{}]}),
	])
	{entry.class | some entry in entries.ingresses} == {"alb"} with input as document
	{entry.place.address | some entry in entries.services} == {"kubernetes_service_v1.s"} with input as document
}

test_public_is_what_is_declared if {
	entries.public_declared with input as {"stacks": {"a": {"descriptor": {"intents": [{"kind": "load-balancer", "scheme": "internet-facing"}]}}}}
	not entries.public_declared with input as {"stacks": {"a": {"descriptor": {"intents": [{"kind": "load-balancer", "scheme": "internal"}]}}}}
}
