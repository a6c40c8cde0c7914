package groundplane.policies.pai_eks_011_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_011 as rule

_addon(values) := fixture.document([fixture.resource("aws_eks_addon", "a", object.union({"addon_name": "coredns"}, values))])

_found(values) := object.union(fixture.empty, {"data": {"aws_eks_addon_version": [fixture.resource("aws_eks_addon_version", "v", values)]}})

test_a_version_is_allowed if {
	every version in ["v1.12.4-eksbuild.1", "${data.aws_eks_addon_version.v.version}"] {
		count(rule.deny | rule.unknown) == 0 with input as _addon({"addon_version": version})
	}
	count(rule.deny | rule.unknown) == 0 with input as _found({"most_recent": false})
}

test_none_is_denied if {
	some finding in rule.deny with input as _addon({})
	finding.message == "add-on coredns names no version"
}

test_the_newest_is_denied if {
	fixture.attributes(rule.deny) == ["most_recent"] with input as _found({"most_recent": true})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["most_recent"] with input as _found({"most_recent": "${var.m}"})
	plan := fixture.with_unknown(fixture.resource("aws_eks_addon", "a", {"addon_version": "(known after apply)"}), ["addon_version"])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
