package groundplane.policies.pai_sup_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_002 as rule

_release(values) := fixture.document([fixture.resource("helm_release", "r", values)])

test_known_charts_are_allowed if {
	every values in [
		{"chart": "karpenter", "repository": "oci://public.ecr.aws/karpenter"},
		{"chart": "oci://public.ecr.aws/karpenter/karpenter"},
		{"chart": "external-secrets", "repository": "https://charts.external-secrets.io/"},
		{"chart": "./assets/raw/0A"},
	] {
		count(rule.deny | rule.unknown) == 0 with input as _release(values)
	}
}

test_other_places_are_denied if {
	some finding in rule.deny with input as _release({"chart": "karpenter", "repository": "https://charts.example.com"})
	finding.message == "karpenter of https://charts.example.com is not a chart that is known"
	count(rule.deny) == 1 with input as _release({"chart": "unheard-of", "repository": "oci://public.ecr.aws/karpenter"})
}

test_no_tls_is_denied if {
	some finding in rule.deny with input as _release({"chart": "external-secrets", "repository": "http://charts.external-secrets.io"})
	finding.message == "http://charts.external-secrets.io is fetched without TLS"
}

test_unknown_is_unknown if {
	every values in [{"chart": "karpenter", "repository": "${var.r}"}, {"chart": "${var.c}", "repository": "https://charts.example.com"}] {
		count(rule.deny) == 0 with input as _release(values)
		count(rule.unknown) == 1 with input as _release(values)
	}
}
