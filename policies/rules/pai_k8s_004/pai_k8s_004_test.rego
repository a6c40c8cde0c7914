package groundplane.policies.pai_k8s_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_004 as rule

_namespace(labels) := fixture.one("kubernetes_namespace_v1", {"metadata": [{"name": "chat", "labels": labels}]})

_manifest(labels) := fixture.with_object(fixture.empty, {"kind": "Namespace", "metadata": {"labels": labels}})

_enforced := {"pod-security.kubernetes.io/enforce": "restricted"}

test_a_standard_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _namespace(_enforced)
	count(rule.deny | rule.unknown) == 0 with input as _manifest(_enforced)
}

test_none_is_denied if {
	every labels in [{}, {"pod-security.kubernetes.io/warn": "restricted"}, {"pod-security.kubernetes.io/enforce": "all"}, 5] {
		count(rule.deny) == 1 with input as _namespace(labels)
		count(rule.deny) == 1 with input as _manifest(labels)
	}
	count(rule.deny) == 1 with input as fixture.one("kubernetes_namespace", {})
}

test_unknown_is_unknown if {
	every labels in ["${var.labels}", {"pod-security.kubernetes.io/enforce": "${var.level}"}] {
		count(rule.deny) == 0 with input as _namespace(labels)
		count(rule.unknown) == 1 with input as _namespace(labels)
	}
}
