package groundplane.facts.denied_test

import data.groundplane.facts.denied

test_versions_that_must_never_run if {
	every image in [
		"ghcr.io/berriai/litellm:v1.82.7",
		"ghcr.io/berriai/litellm:1.82.8",
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/berriai/litellm:v1.107.0@sha256:00",
		"ghcr.io/berriai/litellm-database:main-v1.82.7",
		"berriai/litellm:v1.83.6-stable",
		"berriai/litellm:v1.9.0",
	] {
		denied.reason(image)
	}
}

test_others_may if {
	every image in [
		"ghcr.io/berriai/litellm:v1.83.7",
		"ghcr.io/berriai/litellm:v1.106.2",
		"example.com:5000/other/litellm:v1.82.7",
		"ghcr.io/berriai/litellm",
		"vllm/vllm-openai:v0.27.1",
	] {
		not denied.reason(image)
	}
}
