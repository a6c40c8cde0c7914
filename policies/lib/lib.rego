# METADATA
# title: Helpers of the rules
# description: The only place that builds findings and knows how the document marks what is not known.
package groundplane.lib

# a breach, or what could not be told, at one place; `resource` is anything with stack, address and path
finding(resource, attribute, message) := {
	"stack": resource.stack,
	"address": resource.address,
	"path": resource.path,
	"attribute": attribute,
	"message": message,
}

# a finding that has neighbours on the same attribute
keyed(finding, key) := object.union(finding, {"key": key})

# a finding nobody may waive
unwaivable(finding) := object.union(finding, {"waivable": false})

# a finding that never stops anything, whatever the tier says of its rule
mild(finding) := object.union(finding, {"mild": true})

# where a finding about a whole stack stands
stack_place(name) := {"stack": name, "address": "", "path": name}

# how `refs` names a resource
id(resource) := concat("/", [resource.stack, resource.address])

# who points at a resource through `<type>.<attribute>`
pointers(refs, resource, attribute) := object.get(refs, [id(resource), attribute], [])

# whether a module is handed the resource: what happens in there is not in cdk.tf.json
goes_into_module(refs, resource) if {
	some attribute, _ in refs[id(resource)]
	startswith(attribute, "module.")
}

# whether a value shows only after apply
unresolved(value) if value == "(known after apply)"

unresolved(value) if {
	is_string(value)
	startswith(value, "${")
	contains(value, ".")
}

# nested blocks of a name; none where the value is something else
blocks(object_, name) := [block |
	is_object(object_)
	some block in object_[name]
	is_object(block)
]

# one text or a list of texts as a list; anything else is left out
texts(value) := [text | some text in value; is_string(text)] if is_array(value)

texts(value) := [value] if is_string(value)

texts(value) := [] if {
	not is_array(value)
	not is_string(value)
}

# a value as it is shown in a message; lists and objects by their type alone, their order differs between engines
show(value) := value if is_string(value)

show(value) := json.marshal(value) if _is_scalar(value)

show(value) := type_name(value) if {
	not is_string(value)
	not _is_scalar(value)
}

_is_scalar(value) if is_number(value)

_is_scalar(value) if is_boolean(value)

# whether a document of a resource could be read whole
readable(resource, document) if {
	resource.docs[document]
	not unreadable(resource, document)
}

unreadable(resource, document) if document in resource.unknown

unreadable(resource, document) if document in resource.unparsed

# one of several texts that make up the document
unreadable(resource, document) if {
	prefix := concat("", [document, "["])
	some path in array.concat(resource.unknown, resource.unparsed)
	startswith(path, prefix)
	regex.match(`^[0-9]+\]$`, trim_prefix(path, prefix))
}

# whether a range holds addresses of the whole internet: wider than any private range can be
world_open(cidr) if {
	is_string(cidr)
	regex.match(`^[0-9.]+/[0-7]$`, cidr)
}

world_open(cidr) if {
	is_string(cidr)
	regex.match(`^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/[0-6]$`, cidr)
}
