package main_test

import data.groundplane.fixture
import data.main as conftest

_bucket := fixture.document([fixture.resource("aws_s3_bucket", "b", {})])

_packs := {"mid-market": {"PAI-ENC-003": "deny"}, "smb": {"PAI-ENC-003": "warn"}, "enterprise": {"PAI-ENC-003": "off"}}

test_severity_follows_the_tier if {
	some result in conftest.deny with input as _bucket with data.groundplane.packs as _packs
	result.msg == "PAI-ENC-003 app aws_s3_bucket.b : has no default encryption with a KMS key and bucket key"

	smb := fixture.with_tier(_bucket, "smb")
	count(conftest.deny) == 0 with input as smb with data.groundplane.packs as _packs
	count(conftest.warn) == 1 with input as smb with data.groundplane.packs as _packs

	off := fixture.with_tier(_bucket, "enterprise")
	count(conftest.deny | conftest.warn) == 0 with input as off with data.groundplane.packs as _packs
}

test_unknown_warns if {
	cluster := fixture.document([fixture.with_unknown(fixture.resource("aws_s3_bucket", "b", {}), ["server_side_encryption_configuration"])])
	count(conftest.warn) == 1 with input as cluster with data.groundplane.packs as _packs
}

test_missing_severities_are_no_pass if {
	count(conftest.deny) == 1 with input as fixture.with_tier(_bucket, "none") with data.groundplane.packs as _packs
}

test_a_mild_finding_only_warns if {
	mild := {"rule": "pai_enc_003", "status": "fail", "stack": "app", "address": "a", "attribute": "b", "message": "c", "mild": true}
	count(conftest.deny) == 0 with input as fixture.empty with data.groundplane.packs as _packs with data.groundplane.main.findings as {mild}
	count(conftest.warn) == 1 with input as fixture.empty with data.groundplane.packs as _packs with data.groundplane.main.findings as {mild}
}
