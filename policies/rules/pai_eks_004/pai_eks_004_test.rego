package groundplane.policies.pai_eks_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_004 as rule

_cluster(values) := fixture.document([fixture.resource("aws_eks_cluster", "c", values)])

_on(day, version) := object.union(_cluster({"version": version}), {"today": day})

test_a_version_in_support_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _on("2026-11-21", "1.35")
}

test_the_last_days_only_warn if {
	some finding in rule.deny with input as _on("2026-12-27", "1.35")
	finding.mild
	finding.message == "standard support of Kubernetes 1.35 ends on 2027-03-27"
	count(rule.deny) == 0 with input as _on("2026-12-26", "1.35")
	count(rule.deny) == 1 with input as _on("2027-03-27", "1.35")
}

test_after_the_end_it_is_denied if {
	some finding in rule.deny with input as _on("2027-03-28", "1.35")
	not finding.mild
	finding.message == "standard support of Kubernetes 1.35 ended on 2027-03-27"
}

test_without_a_day_it_is_judged_as_of_the_calendar if {
	count(rule.deny) == 0 with input as _cluster({"version": "1.35"})
	count(rule.deny) == 1 with input as _cluster({"version": "1.33"})
}

test_older_than_the_calendar_is_denied if {
	some finding in rule.deny with input as _on("2026-11-21", "1.29")
	finding.message == "Kubernetes 1.29 is older than any version in support"
}

test_newer_than_the_calendar_is_unknown if {
	count(rule.deny) == 0 with input as _on("2026-11-21", "1.99")
	count(rule.unknown) == 1 with input as _on("2026-11-21", "1.99")
}

test_no_version_is_denied if {
	fixture.attributes(rule.deny) == ["version"] with input as _cluster({})
}

test_an_unknown_version_is_unknown if {
	every version in ["${var.v}", "(known after apply)", ["1.35"]] {
		count(rule.deny) == 0 with input as _cluster({"version": version})
		count(rule.unknown) == 1 with input as _cluster({"version": version})
	}
}
