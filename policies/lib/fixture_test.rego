# METADATA
# title: Documents for the tests of the rules
package groundplane.fixture

# a resource as the document shows it
resource(type, name, values) := {
	"address": sprintf("%s.%s", [type, name]),
	"type": type,
	"name": name,
	"stack": "app",
	"path": sprintf("app/%s", [name]),
	"values": values,
	"docs": {},
	"unknown": [],
	"unparsed": [],
	"meta": {"dependsOn": [], "preventDestroy": false, "ignoreChanges": [], "provisioners": []},
}

with_docs(resource, docs) := object.union(resource, {"docs": docs})

with_unknown(resource, paths) := object.union(resource, {"unknown": paths})

with_unparsed(resource, paths) := object.union(resource, {"unparsed": paths})

# a document of some resources
document(resources) := object.union(empty, {"by_type": {type: [r | some r in resources; r.type == type] |
	some resource_ in resources
	type := resource_.type
}})

with_refs(document, refs) := object.union(document, {"refs": refs})

with_tier(document, tier) := object.union(document, {"tier": tier})

# a document with a Kubernetes object in a release
with_object(document, object_) := object.union(document, {"objects": {object_.kind: [{
	"stack": "app",
	"address": "helm_release.pools",
	"path": "app/Pools",
	"attribute": "values.resources[0]",
	"object": object_,
}]}})

empty := {
	"schemaVersion": 1,
	"source": "synth",
	"tier": "mid-market",
	"stacks": {"app": {"name": "app", "requiredVersion": ">= 1.11", "requiredProviders": {"aws": {"version": "~> 6.25"}}, "backend": {"type": "s3", "values": {"encrypt": true, "use_lockfile": true, "kms_key_id": "k"}}}},
	"by_type": {},
	"data": {},
	"refs": {},
	"objects": {},
	"images": [],
	"secrets": [],
}

# attributes of findings, sorted
attributes(findings) := sort([finding.attribute | some finding in findings])

# a document of one resource
one(type, values) := document([resource(type, "x", values)])

# a gateway without a database, and its configuration
gateway(config) := document([with_docs(resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"masterkeySecretName": "keys", "proxy_config": config, "db": {"deployStandalone": false}}})])

# the same with a team whose keys it takes from a file
stated_team(change) := object.union(_held, {
	"today": "2026-11-21",
	"stacks": {"app": {"descriptor": {"intents": [object.union(_team, change)]}}},
})

_team := {
	"kind": "gateway-team",
	"name": "claims",
	"address": "helm_release.g",
	"path": "app/g",
	"program": false,
	"models": ["chat"],
	"monthlyUsd": "500",
	"requestsPerMinute": 60,
	"tokensPerMinute": 1000,
	"stopped": false,
	"keys": {"app": "2026-12-01"},
	"register": {"owner": "a", "useCase": "b", "riskClass": "limited"},
}

_held := gateway({
	"general_settings": {"custom_auth": "own.authenticate", "custom_auth_run_common_checks": true},
	"litellm_settings": {"callbacks": ["own.access"], "cache": true},
})
