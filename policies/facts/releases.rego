# METADATA
# title: Helm releases by chart
# description: >-
#   Releases whose values can be read whole, under the name of their chart. They stand as resources whose values are the
#   documents, so that settings are looked up as anywhere else, `["values", "replicaCount"]`.
package groundplane.facts.releases

import data.groundplane.lib

by_chart := {name: [found | some [own, found] in _readable; own == name] |
	some name in {own | some [own, _] in _readable}
}

# releases whose values cannot be read before apply
unreadable := {name: [release | some [own, release] in _unreadable; own == name] |
	some name in {own | some [own, _] in _unreadable}
}

# lists, as a set would weigh every word of the values
_readable := [[chart(release), object.union(release, {"values": release.docs})] |
	some release in input.by_type.helm_release
	lib.readable(release, "values")
	is_object(release.docs.values)
]

_unreadable := [[chart(release), release] |
	some release in input.by_type.helm_release
	lib.unreadable(release, "values")
]

# the chart without its place and version
chart(release) := trim_suffix(last, ".tgz") if {
	parts := split(lib.show(object.get(release.values, "chart", "")), "/")
	last := parts[count(parts) - 1]
}
