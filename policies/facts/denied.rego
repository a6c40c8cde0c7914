# METADATA
# title: Versions that must never run
# description: >-
#   Versions of images that were published by somebody else than their makers, or let anybody in, by the end of their
#   repository. The same list as facts/images.ts, a test sees to that.
package groundplane.facts.denied

versions := {
	"berriai/litellm": {"versions": ["1.82.7", "1.82.8", "1.107.0"], "minimum": "1.83.7"},
}

# why an image must not run; undefined where nothing is known against it
reason(image) := sprintf("version %s is one that must never run", [version]) if {
	some version in _versions(image)
	version in _known(image).versions
}

reason(image) := sprintf("version %s is older than %s", [version, _known(image).minimum]) if {
	some version in _versions(image)
	not version in _known(image).versions
	_numbers(version) < _numbers(_known(image).minimum)
}

_known(image) := found if {
	some repository, found in versions
	regex.match(sprintf(`(^|/)%s(-[a-z_-]+)?$`, [repository]), _repository(image))
}

_repository(image) := _parts(image)[0]

# `v1.82.7-stable` and `main-v1.82.7` are 1.82.7
_versions(image) := [version |
	some word in split(_parts(image)[1], "-")
	version := trim_prefix(word, "v")
	regex.match(`^\d+\.\d+\.\d+$`, version)
]

# repository and tag; a colon before the last slash is one of a port
_parts(image) := [trim_suffix(named, concat("", [":", tag])), tag] if {
	named := split(image, "@")[0]
	last := split(named, "/")[count(split(named, "/")) - 1]
	tag := split(last, ":")[1]
}

_numbers(version) := [to_number(part) | some part in split(version, ".")]
