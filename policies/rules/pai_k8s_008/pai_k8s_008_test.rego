package groundplane.policies.pai_k8s_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_008 as rule

_role(rule_) := fixture.with_object(fixture.empty, {"kind": "ClusterRole", "rules": [rule_]})

_binding(name) := fixture.with_object(fixture.empty, {"kind": "ClusterRoleBinding", "roleRef": {"name": name}})

test_named_rights_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _role({"verbs": ["get"], "resources": ["pods"], "apiGroups": ["*"]})
	count(rule.deny | rule.unknown) == 0 with input as _binding("view")
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("kubernetes_role_v1", {"rule": [{"verbs": ["get"], "resources": ["pods"]}]})
}

test_everything_is_denied if {
	fixture.attributes(rule.deny) == ["values.resources[0].rules[0].resources", "values.resources[0].rules[0].verbs"] with input as _role({"verbs": ["*"], "resources": ["*"]})
	every verb in ["bind", "escalate", "impersonate"] {
		{f.key | some f in rule.deny} == {verb} with input as _role({"verbs": [verb], "resources": ["roles"]})
	}
	fixture.attributes(rule.deny) == ["rule[0].verbs"] with input as fixture.one("kubernetes_cluster_role_v1", {"rule": [{"verbs": ["*"], "resources": ["pods"]}]})
	count(rule.deny) == 1 with input as _binding("cluster-admin")
	fixture.attributes(rule.deny) == ["role_ref[0].name"] with input as fixture.one("kubernetes_cluster_role_binding_v1", {"role_ref": [{"name": "cluster-admin"}]})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _role({"verbs": ["${var.v}"], "resources": ["pods"]})
	count(rule.unknown) == 1 with input as _role({"verbs": ["${var.v}"], "resources": ["pods"]})
	count(rule.unknown) == 1 with input as _binding("${var.role}")
}
