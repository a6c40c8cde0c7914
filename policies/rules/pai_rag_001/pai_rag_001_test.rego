package groundplane.policies.pai_rag_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_001 as rule

_policy(type, document) := fixture.document([fixture.with_docs(fixture.resource("aws_opensearchserverless_security_policy", "p", {"type": type}), {"policy": document})])

test_private_and_own_key_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _policy("network", [{"AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}])
	count(rule.deny | rule.unknown) == 0 with input as _policy("encryption", {"AWSOwnedKey": false, "KmsARN": "${aws_kms_key.k.arn}"})
}

test_the_internet_is_denied if {
	fixture.attributes(rule.deny) == ["policy[1].AllowFromPublic"] with input as _policy("network", [{"AllowFromPublic": false}, {"AllowFromPublic": true}])
	count(rule.deny) == 1 with input as _policy("network", [{}, 5])
}

test_a_key_of_aws_is_denied if {
	fixture.attributes(rule.deny) == ["policy"] with input as _policy("encryption", {"AWSOwnedKey": true})
}

test_unknown_is_unknown if {
	document := fixture.document([fixture.with_unparsed(fixture.resource("aws_opensearchserverless_security_policy", "p", {"type": "network"}), ["policy"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
	fixture.attributes(rule.unknown) == ["policy[0].AllowFromPublic"] with input as _policy("network", [{"AllowFromPublic": "${var.p}"}])
	fixture.attributes(rule.unknown) == ["type"] with input as _policy("${var.type}", [])
}
