package groundplane.policies.pai_enc_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_008 as rule

_good := {
	"encrypt_at_rest": [{"enabled": true}],
	"node_to_node_encryption": [{"enabled": true}],
	"domain_endpoint_options": [{"enforce_https": true, "tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10"}],
}

_domain(values) := fixture.document([fixture.resource("aws_opensearch_domain", "d", values)])

test_encryption_everywhere_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _domain(_good)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == [
		"domain_endpoint_options[0].enforce_https",
		"domain_endpoint_options[0].tls_security_policy",
		"encrypt_at_rest[0].enabled",
		"node_to_node_encryption[0].enabled",
	] with input as _domain({})
	fixture.attributes(rule.deny) == ["encrypt_at_rest[0].enabled"] with input as _domain(object.union(_good, {"encrypt_at_rest": [{"enabled": false}]}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["encrypt_at_rest[0].enabled"] with input as _domain(object.union(_good, {"encrypt_at_rest": [{"enabled": "${var.e}"}]}))
	plan := fixture.with_unknown(fixture.resource("aws_opensearch_domain", "d", object.remove(_good, ["domain_endpoint_options"])), ["domain_endpoint_options"])
	count(rule.unknown) == 2 with input as fixture.document([plan])
	count(rule.deny) == 0 with input as fixture.document([plan])
}
