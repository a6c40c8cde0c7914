package groundplane.policies.pai_eks_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_007 as rule

_cluster(values) := fixture.document([fixture.resource("aws_eks_cluster", "c", values)])

test_protection_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _cluster({"deletion_protection": true})
}

test_none_is_denied if {
	every values in [{}, {"deletion_protection": false}, {"deletion_protection": "yes"}] {
		fixture.attributes(rule.deny) == ["deletion_protection"] with input as _cluster(values)
	}
}

test_a_rehearsal_may_go if {
	document := object.union(_cluster({}), {"stacks": {"app": {"descriptor": {"stage": "development"}}}})
	count(rule.deny | rule.unknown) == 0 with input as document
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _cluster({"deletion_protection": "${var.d}"})
	fixture.attributes(rule.unknown) == ["deletion_protection"] with input as _cluster({"deletion_protection": "${var.d}"})
}
