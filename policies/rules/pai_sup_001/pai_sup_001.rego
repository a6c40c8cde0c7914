# METADATA
# title: Charts have an exact version
# description: >-
#   Every Helm release from a repository names one version, no range. Else the same code installs something else tomorrow.
# custom:
#   id: PAI-SUP-001
#   inspects: [helm_release]
#   controls:
#     soc2: [CC8.1]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   fix: "version: '1.14.1', as the chart's repository lists it"
package groundplane.policies.pai_sup_001

import data.groundplane.lib

deny contains lib.finding(release, "version", "the chart has no version, the newest is taken") if {
	some release in _remote
	_version(release) == ""
}

deny contains lib.finding(release, "version", sprintf("version %s is a range", [_version(release)])) if {
	some release in _remote
	_version(release) != ""
	not regex.match(`^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$`, _version(release))
	not lib.unresolved(_version(release))
}

unknown contains lib.finding(release, "version", sprintf("version is %s", [_version(release)])) if {
	some release in _remote
	lib.unresolved(_version(release))
}

unknown contains lib.finding(release, "chart", "which chart it is, is known only after apply") if {
	some release in input.by_type.helm_release
	lib.unresolved(release.values.chart)
	_version(release) == ""
}

_version(release) := lib.show(object.get(release.values, "version", ""))

_remote := [release |
	some release in input.by_type.helm_release
	not _local(release)
	not lib.unresolved(release.values.chart)
]

# the chart lies beside the stack, or its file name says its version
_local(release) if {
	not release.values.repository
	regex.match(`^(\.{0,2}/|assets/)|-\d+\.\d+\.\d+[^/]*\.tgz$`, lib.show(release.values.chart))
}
