# Wishes about settings of many resources at once.
package groundplane.lib

# breaches of wishes. A wish is {"path", "message", "absent": what AWS takes where nothing is written}, and one of
# "allowed" (a list), "at_least" (a number), "given" (true: anything); "mark" is "mild" or "unwaivable"
breaches(resources, wishes) := {finding |
	some resource in resources
	some wish in wishes
	found := value(resource, wish.path, object.get(wish, "absent", ""))
	not _meets(resource, wish, found)
	not unresolved(found)
	finding := _marked(wish, finding_at(resource, wish.path, wish.message))
}

# wishes that cannot be judged before apply
undecided_wishes(resources, wishes) := {open_at(resource, wish.path) |
	some resource in resources
	some wish in wishes
	found := value(resource, wish.path, object.get(wish, "absent", ""))
	not _meets(resource, wish, found)
	unresolved(found)
}

_meets(_, wish, found) if found in wish.allowed

_meets(_, wish, found) if {
	is_number(found)
	found >= wish.at_least
}

# what is written may be a reference; inside an unknown block there may be nothing
_meets(resource, wish, found) if {
	wish.given
	not found in {"", [], false}
	object.get(resource.values, wish.path, null) != null
}

_marked(wish, finding) := finding if not wish.mark

_marked(wish, finding) := mild(finding) if wish.mark == "mild"

_marked(wish, finding) := unwaivable(finding) if wish.mark == "unwaivable"
