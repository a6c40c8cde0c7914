# METADATA
# title: What people write is redacted before it is logged
# description: >-
#   Where the gateway logs what people write, the collectors of logs redact personal data before anything leaves the node,
#   and there is such a collector.
# custom:
#   id: PAI-OBS-007
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [AI-03]
#     soc2: [C1.1]
#     hipaa-164: [514(a)]
#     nist-ai-rmf-1.0: [MEASURE 2.10]
#     eu-ai-act: ["10"]
#   setting: "leave audit.prompts out; no prompt is then in any log"
#   fix: "litellm_settings.turn_off_message_logging: true, or a redaction processor in each pipeline of the OpenTelemetry collector"
package groundplane.policies.pai_obs_007

import data.groundplane.facts.gateway
import data.groundplane.facts.releases
import data.groundplane.lib

# what it looks at
judged := gateway.proxies

deny contains lib.finding(collector, sprintf("values.config.service.pipelines.%s.processors", [lib.show(name)]), "content is logged and nothing redacts it") if {
	count(_logging) > 0
	some collector in releases.by_chart["opentelemetry-collector"]
	some name, pipeline in collector.values.values.config.service.pipelines
	is_object(pipeline)
	regex.match(`^(logs|traces)`, lib.show(name))
	not _redacts(pipeline)
	not lib.unresolved(object.get(pipeline, "processors", []))
}

deny contains lib.finding(proxy, "values.proxy_config.litellm_settings.turn_off_message_logging", "content is logged and no collector redacts it") if {
	some proxy in _logging
	count(object.get(releases.by_chart, "opentelemetry-collector", [])) == 0
	count(object.get(releases.unreadable, "opentelemetry-collector", [])) == 0
}

unknown contains finding if {
	some finding in gateway.unreadable
}

unknown contains lib.finding(collector, sprintf("values.config.service.pipelines.%s.processors", [lib.show(name)]), "is known only after apply") if {
	count(_logging) > 0
	some collector in releases.by_chart["opentelemetry-collector"]
	some name, pipeline in collector.values.values.config.service.pipelines
	is_object(pipeline)
	regex.match(`^(logs|traces)`, lib.show(name))
	lib.unresolved(object.get(pipeline, "processors", []))
}

unknown contains lib.finding(collector, "values", "cannot be read before apply") if {
	count(_logging) > 0
	some collector in releases.unreadable["opentelemetry-collector"]
}

unknown contains lib.open_at(proxy, gateway.at("litellm_settings", "turn_off_message_logging")) if {
	some proxy in gateway.proxies
	lib.unresolved(gateway.setting(proxy, "litellm_settings", "turn_off_message_logging", false))
}

# proxies that hand content to their callbacks: LiteLLM does unless it is told not to
_logging := [proxy |
	some proxy in gateway.proxies
	gateway.setting(proxy, "litellm_settings", "turn_off_message_logging", false) == false
]

_redacts(pipeline) if {
	some processor in lib.texts(pipeline.processors)
	regex.match(`^(redaction|transform)(/|$)`, processor)
}
