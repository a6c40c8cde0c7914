package groundplane.policies.pai_rag_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_004 as rule

_good := {
	"env": [{"name": "QDRANT__SERVICE__API_KEY", "valueFrom": {"secretKeyRef": {"name": "qdrant", "key": "api-key"}}}],
	"config": {"service": {"enable_tls": true}, "cluster": {"p2p": {"enable_tls": true}}},
	"snapshotPersistence": {"enabled": true},
	"replicaCount": 2,
}

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "q", {"chart": "qdrant"}), {"values": values})])

test_a_safe_index_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _release(_good)
}

test_enterprise_wants_three if {
	fixture.attributes(rule.deny) == ["values.replicaCount"] with input as fixture.with_tier(_release(_good), "enterprise")
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["values.config.cluster.p2p.enable_tls", "values.config.service.enable_tls", "values.env", "values.replicaCount", "values.snapshotPersistence.enabled"] with input as _release({})
	every env in [[{"name": "QDRANT__SERVICE__API_KEY", "value": "x"}], [{"name": "OTHER", "valueFrom": {"secretKeyRef": {"name": "x"}}}], 5] {
		fixture.attributes(rule.deny) == ["values.env"] with input as _release(object.union(_good, {"env": env}))
	}
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _release(object.union(_good, {"env": "${var.env}", "replicaCount": "${var.n}"}))
	fixture.attributes(rule.unknown) == ["values.env", "values.replicaCount"] with input as _release(object.union(_good, {"env": "${var.env}", "replicaCount": "${var.n}"}))
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unparsed(fixture.resource("helm_release", "q", {"chart": "qdrant"}), ["values[0]"])])
}
