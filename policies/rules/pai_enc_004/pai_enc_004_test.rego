package groundplane.policies.pai_enc_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_004 as rule

_bucket := fixture.resource("aws_s3_bucket", "b", {})

_policy(statement) := fixture.with_docs(fixture.resource("aws_s3_bucket_policy", "p", {}), {"policy": {"Statement": [statement]}})

_document(policy) := fixture.with_refs(fixture.document([_bucket, policy]), {"app/aws_s3_bucket.b": {"aws_s3_bucket_policy.bucket": ["app/aws_s3_bucket_policy.p"]}})

_tls(value) := {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": value}}}

test_a_policy_that_refuses_is_allowed if {
	every value in ["false", false, ["false"]] {
		count(rule.deny | rule.unknown) == 0 with input as _document(_policy(_tls(value)))
	}
}

test_others_are_denied if {
	count(rule.deny) == 1 with input as fixture.document([_bucket])
	count(rule.deny) == 1 with input as _document(_policy(_tls("true")))
	count(rule.deny) == 1 with input as _document(_policy(object.union(_tls("false"), {"Effect": "Allow"})))
	count(rule.deny) == 1 with input as _document(_policy({"Effect": "Deny", "Principal": "*"}))
}

test_unknown_is_unknown if {
	plain := fixture.resource("aws_s3_bucket_policy", "p", {"policy": "${var.p}"})
	every policy in [plain, fixture.with_unknown(fixture.resource("aws_s3_bucket_policy", "p", {}), ["policy"])] {
		count(rule.deny) == 0 with input as _document(policy)
		count(rule.unknown) == 1 with input as _document(policy)
	}
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_bucket]), {"app/aws_s3_bucket.b": {"module.bucket": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
