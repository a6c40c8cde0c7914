# METADATA
# title: Who asked what is recorded
# description: >-
#   A gateway that hands out keys reports every call, good or failed, to something that keeps it, and no gateway switches
#   its books of spending off.
# custom:
#   id: PAI-GW-009
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [DETECT-01]
#     soc2: [CC7.2]
#     hipaa-164: [312(b)]
#     nist-ai-rmf-1.0: [MEASURE 2.8, MANAGE 4.1]
#     eu-ai-act: ["12", "26"]
#   fix: "litellm_settings.callbacks: ['otel'] or ['s3_v2']; general_settings.disable_spend_logs left out"
package groundplane.policies.pai_gw_009

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.with_keys

deny contains lib.finding(proxy, "values.proxy_config.litellm_settings.callbacks", "no call is reported to anything that keeps it") if {
	some proxy in gateway.with_keys
	not _reports(proxy)
	not _open(proxy)
}

deny contains finding if {
	some finding in lib.breaches(gateway.proxies, [_books])
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.proxies, [_books])
}

unknown contains lib.finding(proxy, "values.proxy_config.litellm_settings.callbacks", "are known only after apply") if {
	some proxy in gateway.with_keys
	not _reports(proxy)
	_open(proxy)
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_durable := {
	"arize", "azure_storage", "datadog", "dynamodb", "gcs_bucket", "generic_api", "langfuse", "langfuse_otel", "logfire", "otel", "s3",
	"s3_v2", "splunk", "sqs",
}

_reports(proxy) if count(_callbacks(proxy, "callbacks") & _durable) > 0

_reports(proxy) if {
	count(_callbacks(proxy, "success_callback") & _durable) > 0
	count(_callbacks(proxy, "failure_callback") & _durable) > 0
}

_callbacks(proxy, name) := {callback | some callback in lib.texts(gateway.setting(proxy, "litellm_settings", name, []))}

_open(proxy) if {
	some name in {"callbacks", "success_callback", "failure_callback"}
	some callback in _callbacks(proxy, name)
	lib.unresolved(callback)
}

_books := {
	"path": gateway.at("general_settings", "disable_spend_logs"),
	"absent": false,
	"allowed": [false],
	"message": "what is spent is written down nowhere",
}
