# What a resource says of a setting, whether written, left to AWS or known only after apply.
package groundplane.lib

# the value at a path, `["vpc_config", 0, "subnet_ids"]`; `absent` where nothing is written
value(resource, path, absent) := object.get(resource.values, path, absent) if not _hidden(resource, path)

value(resource, path, _) := "(known after apply)" if _hidden(resource, path)

# whether anything is written there, be it known or not
given(resource, path) if not object.get(resource.values, path, "") in {"", []}

given(resource, path) if _hidden(resource, path)

# nothing is written there, because a block around it is not known
_hidden(resource, path) if {
	count(resource.unknown) > 0
	object.get(resource.values, path, null) == null
	text := path_text(path)
	some unknown in resource.unknown
	_holds(unknown, text)
}

_holds(outer, inner) if outer == inner

_holds(outer, inner) if {
	startswith(inner, outer)
	substring(inner, count(outer), 1) in {".", "["}
}

# a path as it stands in findings, `vpc_config[0].subnet_ids`
path_text(path) := trim_prefix(concat("", [_step(step) | some step in path]), ".")

_step(step) := concat("", [".", step]) if is_string(step)

_step(step) := entry("", step) if is_number(step)

# one of a list, as it stands in findings, `statement[0]`; sprintf, which the host brings, takes ten times as long
entry(list, index) := concat("", [list, "[", format_int(index, 10), "]"])

# a wish says what a setting must be: {"path", "absent": what AWS takes where nothing is written, "allowed", "message"}
breaks(resource, wish) if {
	found := value(resource, wish.path, wish.absent)
	not found in wish.allowed
	not unresolved(found)
}

undecided(resource, wish) if unresolved(value(resource, wish.path, wish.absent))

finding_at(resource, path, message) := finding(resource, path_text(path), message)

open_at(resource, path) := finding_at(resource, path, "is known only after apply")
