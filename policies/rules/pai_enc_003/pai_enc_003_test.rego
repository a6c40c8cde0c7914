package groundplane.policies.pai_enc_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_003 as rule

_bucket := fixture.resource("aws_s3_bucket", "b", {})

_refs := {"app/aws_s3_bucket.b": {"aws_s3_bucket_server_side_encryption_configuration.bucket": ["app/aws_s3_bucket_server_side_encryption_configuration.e"]}}

_encryption(rules) := fixture.resource("aws_s3_bucket_server_side_encryption_configuration", "e", {"rule": rules})

_encrypted(rules) := fixture.with_refs(fixture.document([_bucket, _encryption(rules)]), _refs)

_kms := {"bucket_key_enabled": true, "apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}

test_kms_with_bucket_key_is_allowed if {
	count(rule.deny) == 0 with input as _encrypted([_kms])
	count(rule.unknown) == 0 with input as _encrypted([_kms])
}

test_two_layers_need_no_bucket_key if {
	count(rule.deny) == 0 with input as _encrypted([{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms:dsse"}]}])
}

test_older_inline_block_is_allowed if {
	bucket := fixture.resource("aws_s3_bucket", "b", {"server_side_encryption_configuration": [{"rule": [_kms]}]})
	count(rule.deny) == 0 with input as fixture.document([bucket])
}

test_nothing_is_denied if {
	count(rule.deny) == 1 with input as fixture.document([_bucket])
}

test_encryption_of_another_bucket_does_not_count if {
	count(rule.deny) == 1 with input as fixture.document([_bucket, _encryption([_kms])])
}

test_weaker_encryption_is_denied if {
	every weaker in [
		[],
		[{"bucket_key_enabled": true, "apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}],
		[{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}],
		[{"bucket_key_enabled": false, "apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}],
	] {
		count(rule.deny) == 1 with input as _encrypted(weaker)
	}
}

test_unknown_algorithm_is_unknown if {
	every path in ["rule", "rule[0].apply_server_side_encryption_by_default[0].sse_algorithm", "rule[0].bucket_key_enabled"] {
		document := fixture.with_refs(fixture.document([_bucket, fixture.with_unknown(_encryption([]), [path])]), _refs)
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}

test_unknown_key_is_fine if {
	encryption := fixture.with_unknown(_encryption([_kms]), ["rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id"])
	count(rule.unknown) == 0 with input as fixture.with_refs(fixture.document([_bucket, encryption]), _refs)
}

test_unknown_inline_block_is_unknown if {
	bucket := fixture.with_unknown(_bucket, ["server_side_encryption_configuration"])
	count(rule.deny) == 0 with input as fixture.document([bucket])
	count(rule.unknown) == 1 with input as fixture.document([bucket])
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_bucket]), {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_weaker_inline_block_is_denied if {
	bucket := fixture.resource("aws_s3_bucket", "b", {"server_side_encryption_configuration": [{"rule": [{"bucket_key_enabled": true}]}]})
	count(rule.deny) == 1 with input as fixture.document([bucket])
}

test_what_is_encrypted_for_certain_is_not_unknown if {
	encryption := fixture.with_unknown(_encryption([_kms]), ["rule[1].bucket_key_enabled"])
	refs := object.union(_refs, {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
	count(rule.unknown) == 0 with input as fixture.with_refs(fixture.document([_bucket, encryption]), refs)
}

test_an_unknown_is_told_once if {
	refs := object.union(_refs, {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
	document := fixture.with_refs(fixture.document([_bucket, fixture.with_unknown(_encryption([]), ["rule"])]), refs)
	count(rule.unknown) == 1 with input as document
}

test_another_unknown_of_the_encryption_does_not_matter if {
	encryption := fixture.with_unknown(_encryption([{"bucket_key_enabled": true}]), ["expected_bucket_owner"])
	document := fixture.with_refs(fixture.document([_bucket, encryption]), _refs)
	count(rule.deny) == 1 with input as document
	count(rule.unknown) == 0 with input as document
}

test_an_encrypted_bucket_may_go_into_a_module if {
	refs := object.union(_refs, {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
	count(rule.unknown) == 0 with input as fixture.with_refs(fixture.document([_bucket, _encryption([_kms])]), refs)
}

_logs(principal) := fixture.with_refs(
	fixture.document([
		_bucket,
		_encryption([{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]),
		fixture.with_docs(fixture.resource("aws_s3_bucket_policy", "p", {}), {"policy": {"Statement": [
			{"Effect": "Deny", "Principal": "*", "Action": "s3:*"},
			{"Effect": "Allow", "Principal": principal, "Action": "s3:PutObject"},
		]}}),
	]),
	{"app/aws_s3_bucket.b": {
		"aws_s3_bucket_server_side_encryption_configuration.bucket": ["app/aws_s3_bucket_server_side_encryption_configuration.e"],
		"aws_s3_bucket_policy.bucket": ["app/aws_s3_bucket_policy.p"],
	}},
)

test_access_logs_of_load_balancers_are_encrypted_by_s3 if {
	count(rule.deny | rule.unknown) == 0 with input as _logs({"Service": "logdelivery.elasticloadbalancing.amazonaws.com"})
	count(rule.deny) == 1 with input as _logs({"Service": "firehose.amazonaws.com"})
	count(rule.deny) == 1 with input as _logs({"AWS": "arn:aws:iam::111122223333:root"})
}
