package groundplane.policies.pai_enc_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_007 as rule

_good := {"at_rest_encryption_enabled": "true", "transit_encryption_enabled": true, "kms_key_id": "k", "user_group_ids": ["g"]}

_group(values) := fixture.document([fixture.resource("aws_elasticache_replication_group", "g", values)])

_chart(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": "valkey"}), {"values": values})])

test_a_closed_cache_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _group(_good)
	count(rule.deny) == 0 with input as _group(object.union(object.remove(_good, ["user_group_ids"]), {"auth_token": "${ephemeral.x.y.z}"}))
	count(rule.deny | rule.unknown) == 0 with input as _chart({"auth": {"enabled": true}, "tls": {"enabled": true}})
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["at_rest_encryption_enabled", "kms_key_id", "transit_encryption_enabled", "user_group_ids"] with input as _group({})
	fixture.attributes(rule.deny) == ["at_rest_encryption_enabled", "transit_encryption_enabled", "user_group_ids"] with input as fixture.with_tier(_group({}), "smb")
	fixture.attributes(rule.deny) == ["values.auth.enabled", "values.tls.enabled"] with input as _chart({})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["transit_encryption_enabled"] with input as _group(object.union(_good, {"transit_encryption_enabled": "${var.t}"}))
	count(rule.deny) == 0 with input as _group(object.union(_good, {"transit_encryption_enabled": "${var.t}"}))
	unread := fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "redis"}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([unread])
}
