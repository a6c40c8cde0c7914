package groundplane.policies.pai_k8s_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_001 as rule

_pod(image) := fixture.with_object(fixture.empty, {"kind": "Pod", "spec": {"containers": [{"image": image}]}})

_mirrored(image) := object.union(_pod(image), {"by_type": {"aws_ecr_repository": [fixture.resource("aws_ecr_repository", "r", {})]}})

test_an_exact_tag_is_allowed if {
	every image in ["x:1.2", "ghcr.io:443/x/y:v1", "x@sha256:ab", "x:1@sha256:ab"] {
		count(rule.deny | rule.unknown) == 0 with input as _pod(image)
	}
}

test_whatever_is_newest_is_denied if {
	every image in ["x", "x:latest", "localhost:5000/x", "x:nightly", "x:", 5] {
		count(rule.deny) == 1 with input as _pod(image)
	}
}

test_a_version_that_must_never_run_is_denied_for_good if {
	every image in ["ghcr.io/berriai/litellm:v1.82.7", "mirror.example/berriai/litellm:v1.107.0@sha256:ab"] {
		some finding in rule.deny with input as _pod(image)
		finding.waivable == false
	}
	count(rule.deny) == 0 with input as _pod("ghcr.io/berriai/litellm:v1.106.2")
}

test_a_registry_of_our_own_wants_digests if {
	count(rule.deny) == 1 with input as _mirrored("x:1.2")
	count(rule.deny) == 0 with input as _mirrored("x:1.2@sha256:ab")
	count(rule.deny) == 0 with input as fixture.with_tier(_mirrored("x:1.2"), "smb")
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _pod("${var.image}")
	count(rule.unknown) == 1 with input as _pod("${var.image}")
}

test_values_that_cannot_be_read_are_unknown if {
	release := fixture.with_unknown(fixture.resource("helm_release", "o", {"chart": "any"}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([release])
}
