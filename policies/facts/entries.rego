# METADATA
# title: Ways in that controllers make
# description: Ingresses and Services of type LoadBalancer from charts, manifests and provider resources, read once.
package groundplane.facts.entries

# every ingress, with its annotations and class
ingresses := array.concat(
	array.concat(
		[_entry(object_, sprintf("%s.metadata.annotations", [object_.attribute]), object.get(object_.object, ["metadata", "annotations"], {}), object.get(object_.object, ["spec", "ingressClassName"], "")) |
			some object_ in input.objects.Ingress
		],
		[_entry(release, sprintf("values.%s.annotations", [at]), object.get(ingress, "annotations", {}), object.get(ingress, "className", object.get(ingress, "ingressClassName", ""))) |
			some release in input.by_type.helm_release
			some [at, part] in _parts(release)
			ingress := part.ingress
			ingress.enabled == true
		],
	),
	[_entry(ingress, "metadata[0].annotations", object.get(ingress.values, ["metadata", 0, "annotations"], {}), object.get(ingress.values, ["spec", 0, "ingress_class_name"], "")) |
		some type in {"kubernetes_ingress_v1", "kubernetes_ingress"}
		some ingress in input.by_type[type]
	],
)

# every Service that asks for a load balancer, with its annotations and class
services := array.concat(
	array.concat(
		[_entry(object_, sprintf("%s.metadata.annotations", [object_.attribute]), object.get(object_.object, ["metadata", "annotations"], {}), object.get(object_.object, ["spec", "loadBalancerClass"], "")) |
			some object_ in input.objects.Service
			object_.object.spec.type == "LoadBalancer"
		],
		[_entry(release, sprintf("values.%s.annotations", [replace(at, "ingress", "service")]), object.get(service, "annotations", {}), object.get(service, "loadBalancerClass", "")) |
			some release in input.by_type.helm_release
			some [at, part] in _parts(release)
			service := part.service
			service.type == "LoadBalancer"
		],
	),
	[_entry(service, "metadata[0].annotations", object.get(service.values, ["metadata", 0, "annotations"], {}), object.get(service.values, ["spec", 0, "load_balancer_class"], "")) |
		some type in {"kubernetes_service_v1", "kubernetes_service"}
		some service in input.by_type[type]
		object.get(service.values, ["spec", 0, "type"], "ClusterIP") == "LoadBalancer"
	],
)

# the values themselves and each component in them, with where its ingress stands
_parts(release) := array.concat(
	[["ingress", release.docs.values]],
	[[concat(".", [name, "ingress"]), part] | some name, part in release.docs.values; is_string(name); is_object(part)],
)

_entry(resource, attribute, annotations, class) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"annotations": annotations,
	"class": class,
}

# whether an environment says of itself that it is open to the internet
public_declared if {
	some stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "load-balancer"
	intent.scheme == "internet-facing"
}
