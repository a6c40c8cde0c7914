package groundplane.policies.pai_sup_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_001 as rule

_release(values) := fixture.document([fixture.resource("helm_release", "r", values)])

_remote(version) := _release({"chart": "karpenter", "repository": "https://charts.example.com", "version": version})

test_exact_versions_are_allowed if {
	every version in ["1.14.1", "v1.2.3", "1.2.3-rc.1", "1.2.3+build"] {
		count(rule.deny) == 0 with input as _remote(version)
		count(rule.unknown) == 0 with input as _remote(version)
	}
}

test_ranges_are_denied if {
	every version in ["1", "1.2", "~1.2.3", "^1.2.3", "*", ">= 1.0.0", "1.2.x", "latest", 1.2] {
		fixture.attributes(rule.deny) == ["version"] with input as _remote(version)
	}
}

test_no_version_is_denied if {
	every chart in ["karpenter", "oci://public.ecr.aws/karpenter/karpenter", "repository/karpenter"] {
		fixture.attributes(rule.deny) == ["version"] with input as _release({"chart": chart})
	}
	count(rule.deny) == 1 with input as _remote("")
}

test_local_charts_are_allowed if {
	every chart in ["./assets/raw/0A", "assets/raw/0A", "/charts/x", "../x", "https://x.example/karpenter-1.2.3.tgz"] {
		count(rule.deny) == 0 with input as _release({"chart": chart})
	}
}

test_local_path_in_a_repository_is_none if {
	count(rule.deny) == 1 with input as _release({"chart": "assets/x", "repository": "https://charts.example.com"})
}

test_unknown_version_is_unknown if {
	count(rule.deny) == 0 with input as _remote("${var.version}")
	fixture.attributes(rule.unknown) == ["version"] with input as _remote("${var.version}")
}

test_unknown_chart_is_unknown if {
	count(rule.deny) == 0 with input as _release({"chart": "${var.chart}"})
	fixture.attributes(rule.unknown) == ["chart"] with input as _release({"chart": "${var.chart}"})
}

test_a_version_or_a_known_chart_leaves_nothing_unknown if {
	count(rule.unknown) == 0 with input as _release({"chart": "karpenter"})
	count(rule.unknown) == 0 with input as _release({"chart": "${var.chart}", "version": "1.2.3"})
}
