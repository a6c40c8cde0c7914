# METADATA
# title: Tags of resources
# description: What a resource is tagged with, with what its provider puts on everything.
package groundplane.facts.tags

# a plan shows all of them, the synthesized output those of the resource beside those of its provider
of(resource) := object.union(
	object.get(_defaults, resource.stack, {}),
	object.union(_object(object.get(resource.values, "tags_all", {})), _object(object.get(resource.values, "tags", {}))),
)

_defaults[name] := tags if {
	some name, stack in input.stacks
	tags := _object(stack.providers.aws[0].default_tags[0].tags)
}

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)
