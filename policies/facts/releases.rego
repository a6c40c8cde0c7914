# METADATA
# title: Helm releases by chart
# description: >-
#   Releases whose values can be read whole, under the name of their chart. They stand as resources whose values are the
#   documents, so that settings are looked up as anywhere else, `["values", "replicaCount"]`.
package groundplane.facts.releases

import data.groundplane.lib

by_chart[name] contains object.union(release, {"values": release.docs}) if {
	some release in input.by_type.helm_release
	lib.readable(release, "values")
	is_object(release.docs.values)
	name := chart(release)
}

# releases whose values cannot be read before apply
unreadable[name] contains release if {
	some release in input.by_type.helm_release
	lib.unreadable(release, "values")
	name := chart(release)
}

# the chart without its place and version
chart(release) := trim_suffix(last, ".tgz") if {
	parts := split(lib.show(object.get(release.values, "chart", "")), "/")
	last := parts[count(parts) - 1]
}
