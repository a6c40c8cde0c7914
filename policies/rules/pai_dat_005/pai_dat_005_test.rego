package groundplane.policies.pai_dat_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_005 as rule

_bucket(values) := fixture.resource("aws_s3_bucket", "b", object.union({"tags": {"content": "audit", "retention-days": "400"}}, values))

_lock(values) := fixture.resource("aws_s3_bucket_object_lock_configuration", "x", values)

_retention(retention) := _lock({"rule": [{"default_retention": [retention]}]})

_refs := {"app/aws_s3_bucket.b": {"aws_s3_bucket_object_lock_configuration.bucket": ["app/aws_s3_bucket_object_lock_configuration.x"]}}

_archive(lock) := fixture.with_tier(fixture.with_refs(fixture.document([_bucket({"object_lock_enabled": true}), lock]), _refs), "enterprise")

test_a_locked_archive_is_allowed if {
	every retention in [{"mode": "COMPLIANCE", "days": 400}, {"mode": "COMPLIANCE", "years": 2}] {
		count(rule.deny | rule.unknown) == 0 with input as _archive(_retention(retention))
	}
	count(rule.deny) == 0 with input as fixture.with_tier(_archive(_retention({"mode": "GOVERNANCE", "days": 400})), "mid-market")
}

test_no_lock_is_denied if {
	fixture.attributes(rule.deny) == ["object_lock_enabled"] with input as fixture.document([_bucket({})])
	fixture.attributes(rule.deny) == ["object_lock_enabled"] with input as fixture.document([_bucket({"object_lock_enabled": true})])
	fixture.attributes(rule.deny) == ["rule"] with input as _archive(_lock({}))
}

test_a_weak_lock_is_denied if {
	fixture.attributes(rule.deny) == ["rule[0].default_retention[0].mode"] with input as _archive(_retention({"mode": "GOVERNANCE", "days": 400}))
	fixture.attributes(rule.deny) == ["rule[0].default_retention[0].days"] with input as _archive(_retention({"mode": "COMPLIANCE", "days": 399}))
	fixture.attributes(rule.deny) == ["rule[0].default_retention[0].days"] with input as _archive(_retention({"mode": "COMPLIANCE", "years": 1}))
}

test_other_buckets_need_none if {
	count(rule.deny) == 0 with input as fixture.one("aws_s3_bucket", {})
}

test_a_rehearsal_may_be_thrown_away if {
	count(rule.deny) == 0 with input as object.union(fixture.document([_bucket({})]), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
}

test_unknown_is_unknown if {
	every document in [
		fixture.document([_bucket({"object_lock_enabled": "${var.lock}"})]),
		_archive(fixture.with_unknown(_lock({}), ["rule"])),
		_archive(fixture.with_unknown(_retention({"mode": "COMPLIANCE", "days": "${var.days}"}), ["rule[0].default_retention[0].days"])),
	] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
}
