# METADATA
# title: Caches are encrypted and ask who is there
# description: >-
#   Redis and Valkey encrypt what they store, above smb with a key of ours, and what they send, and ask for a token or
#   a user. A cache of prompts is personal data.
# custom:
#   id: PAI-ENC-007
#   inspects: [aws_elasticache_replication_group, helm_release]
#   controls:
#     checkov: [CKV_AWS_29, CKV_AWS_30, CKV_AWS_31, CKV_AWS_191]
#     aws-fsbp: [ElastiCache.4, ElastiCache.5, ElastiCache.6]
#     aws-aisf: [INFRA-05, INFRA-06]
#     soc2: [CC6.7]
#     hipaa-164: [312(e)(2)(ii)]
#     eu-ai-act: ["15"]
#   setting: "gateway.cache: elasticache makes one that does"
#   fix: "atRestEncryptionEnabled: 'true', transitEncryptionEnabled: true, kmsKeyId, userGroupIds; auth.enabled and tls.enabled in a chart"
package groundplane.policies.pai_enc_007

import data.groundplane.facts.releases
import data.groundplane.lib

deny := ((lib.breaches(_groups, _wishes) | _strangers) | _keyless) | lib.breaches(_charts, _chart_wishes)

unknown := (lib.undecided_wishes(_groups, _wishes) | lib.undecided_wishes(_charts, _chart_wishes)) | _unread

_groups := object.get(input.by_type, "aws_elasticache_replication_group", [])

_wishes := {
	{"path": ["at_rest_encryption_enabled"], "absent": "false", "allowed": ["true", true], "message": "what it stores is not encrypted"},
	{"path": ["transit_encryption_enabled"], "absent": false, "allowed": [true], "message": "what it sends is not encrypted"},
}

_strangers contains lib.finding(group, "user_group_ids", "answers anybody who reaches it") if {
	some group in _groups
	not lib.given(group, ["user_group_ids"])
	not lib.given(group, ["auth_token"])
}

_keyless contains lib.finding(group, "kms_key_id", "is encrypted with the key of AWS, not with one of ours") if {
	input.tier != "smb"
	some group in _groups
	not lib.given(group, ["kms_key_id"])
}

_names := {"redis", "redis-cluster", "valkey", "valkey-cluster"}

_charts := [release |
	some name in _names
	some release in object.get(releases.by_chart, name, set())
]

_chart_wishes := {
	{"path": ["values", "auth", "enabled"], "absent": false, "allowed": [true], "message": "answers anybody who reaches it"},
	{"path": ["values", "tls", "enabled"], "absent": false, "allowed": [true], "message": "what it sends is not encrypted"},
}

_unread contains lib.finding(release, "values", "how it is protected cannot be read before apply") if {
	some name in _names
	some release in object.get(releases.unreadable, name, set())
}
