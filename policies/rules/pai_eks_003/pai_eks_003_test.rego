package groundplane.policies.pai_eks_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_003 as rule

_cluster(config) := fixture.document([fixture.resource("aws_eks_cluster", "c", {"encryption_config": [config]})])

test_own_key_is_allowed if {
	every key in ["arn:aws:kms:eu-central-1:111122223333:key/1", "${aws_kms_key.k.arn}"] {
		document := _cluster({"resources": ["secrets"], "provider": [{"key_arn": key}]})
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 0 with input as document
	}
}

test_nothing_is_denied if {
	count(rule.deny) == 1 with input as fixture.document([fixture.resource("aws_eks_cluster", "c", {})])
}

test_no_key_is_denied if {
	count(rule.deny) == 1 with input as _cluster({"resources": ["secrets"]})
}

test_something_else_encrypted_is_denied if {
	count(rule.deny) == 1 with input as _cluster({"resources": [], "provider": [{"key_arn": "k"}]})
}

test_unknown_resources_are_unknown if {
	values := {"encryption_config": [{"resources": "${var.r}", "provider": [{"key_arn": "k"}]}]}
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", values), ["encryption_config[0].resources"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_unknown_block_is_unknown if {
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", {}), ["encryption_config"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_unknown_key_does_not_excuse_what_is_not_encrypted if {
	values := {"encryption_config": [{"resources": [], "provider": [{"key_arn": "${aws_kms_key.k.arn}"}]}]}
	cluster := fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", values), ["encryption_config[0].provider[0].key_arn"])
	count(rule.deny) == 1 with input as fixture.document([cluster])
	count(rule.unknown) == 0 with input as fixture.document([cluster])
}

test_provider_without_key_is_denied if {
	count(rule.deny) == 1 with input as _cluster({"resources": ["secrets"], "provider": [{}]})
}

test_more_that_is_unknown_does_not_matter if {
	values := {"encryption_config": [{"resources": ["secrets", "${var.r}"], "provider": [{"key_arn": "k"}]}]}
	cluster := fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", values), ["encryption_config[0].resources[1]"])
	count(rule.unknown) == 0 with input as fixture.document([cluster])
}
