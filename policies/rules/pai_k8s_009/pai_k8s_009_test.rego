package groundplane.policies.pai_k8s_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_009 as rule

_pod(image) := fixture.with_object(fixture.empty, {"kind": "Pod", "spec": {"containers": [{"image": image}]}})

_mirrored(image) := fixture.with_tier(object.union(_pod(image), {"by_type": {"aws_ecr_pull_through_cache_rule": [fixture.resource("aws_ecr_pull_through_cache_rule", "r", {})]}}), "enterprise")

_ecr := "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ghcr/x:1"

test_listed_registries_are_allowed if {
	every image in ["ollama/ollama:1", "redis:8", "ghcr.io/x/y:1", _ecr] {
		count(rule.deny | rule.unknown) == 0 with input as _pod(image)
	}
	count(rule.deny) == 0 with input as _mirrored(_ecr)
}

test_others_are_denied if {
	every image in ["evil.example.com/x:1", "localhost/x:1", "localhost:5000/x:1", "bitnami/redis:7", "docker.io/bitnamilegacy/redis:7"] {
		count(rule.deny) == 1 with input as _pod(image)
	}
	count(rule.deny) == 1 with input as _mirrored("ghcr.io/x/y:1")
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _pod("${var.image}")
	count(rule.unknown) == 1 with input as _pod("${var.image}")
	count(rule.deny) == 0 with input as _pod(5)
}

test_values_that_cannot_be_read_are_unknown if {
	release := fixture.with_unknown(fixture.resource("helm_release", "o", {"chart": "any"}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([release])
}
