package groundplane.policies.pai_k8s_010_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_010 as rule

_release(namespace) := fixture.one("helm_release", {"namespace": namespace})

_manifest(metadata) := fixture.with_object(fixture.empty, {"kind": "Deployment", "metadata": metadata})

test_a_namespace_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _release("models")
	count(rule.deny | rule.unknown) == 0 with input as _release("${kubernetes_namespace_v1.models.metadata[0].name}")
	count(rule.deny | rule.unknown) == 0 with input as _manifest({"namespace": "models"})
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("kubernetes_service_v1", {"metadata": [{"namespace": "models"}]})
}

test_the_default_one_is_denied if {
	fixture.attributes(rule.deny) == ["namespace"] with input as fixture.one("helm_release", {})
	count(rule.deny) == 1 with input as _release("default")
	count(rule.deny) == 1 with input as _manifest({"namespace": "default"})
	fixture.attributes(rule.deny) == ["metadata[0].namespace"] with input as fixture.one("kubernetes_deployment", {"metadata": [{"name": "x"}]})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _release("${var.n}")
	count(rule.unknown) == 1 with input as _release("${var.n}")
	count(rule.unknown) == 1 with input as fixture.one("kubernetes_deployment_v1", {"metadata": [{"namespace": "${var.n}"}]})
}
