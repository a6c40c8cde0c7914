# METADATA
# title: Charts come from where they are known to come from
# description: >-
#   Charts are fetched over HTTPS or OCI, from the repository that is known for them. A chart of the same name from
#   elsewhere is another program with the rights of the first.
# custom:
#   id: PAI-SUP-002
#   inspects: [helm_release]
#   controls:
#     soc2: [CC8.1]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   fix: "repository: 'oci://ghcr.io/berriai', as facts/charts.ts has it; another chart with a waiver that says who looked at it"
package groundplane.policies.pai_sup_002

import data.groundplane.facts.repositories
import data.groundplane.lib

deny contains lib.finding(release, "repository", sprintf("%s is fetched without TLS", [_from(release)])) if {
	some release in _remote
	not regex.match(`^(https|oci)://`, _from(release))
}

deny contains lib.finding(release, "repository", sprintf("%s of %s is not a chart that is known", [_chart(release), _from(release)])) if {
	some release in _remote
	regex.match(`^(https|oci)://`, _from(release))
	not _from(release) in object.get(repositories.of_chart, _chart(release), set())
}

unknown contains lib.finding(release, "repository", "where the chart comes from is known only after apply") if {
	some release in input.by_type.helm_release
	some value in {object.get(release.values, "repository", ""), object.get(release.values, "chart", "")}
	lib.unresolved(value)
}

_remote := [release |
	some release in input.by_type.helm_release
	_from(release) != ""
	not lib.unresolved(_from(release))
	not lib.unresolved(_chart(release))
]

# a chart may be named with its place
_from(release) := trim_right(lib.show(object.get(release.values, "repository", "")), "/") if lib.given(release, ["repository"])

_from(release) := concat("/", array.slice(_parts(release), 0, count(_parts(release)) - 1)) if {
	not lib.given(release, ["repository"])
	contains(_parts(release)[0], ":")
}

_chart(release) := _parts(release)[count(_parts(release)) - 1]

_parts(release) := split(lib.show(object.get(release.values, "chart", "")), "/")
