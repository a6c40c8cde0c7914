# METADATA
# title: Whether prompts are kept is a decision
# description: >-
#   The gateway says whether the text of prompts goes to its callbacks. Prompts never lie beside the audit data in the spend
#   logs, and where they are kept there is a bucket of their own. A default is no decision.
# custom:
#   id: PAI-GW-010
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [AI-05]
#     soc2: [C1.1]
#     hipaa-164: [312(a)(2)(iv)]
#     nist-ai-rmf-1.0: [MEASURE 2.10]
#     eu-ai-act: ["10", "12"]
#   fix: "litellm_settings.turn_off_message_logging: true; where text must be kept, s3_callback_params.s3_bucket_name of an encrypted bucket with its own readers"
#   setting: "leave audit.prompts out, or say audit.prompts.retentionDays: 30 with audit.prompts.readerRoleArns"
package groundplane.policies.pai_gw_010

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.proxies

deny contains lib.finding(proxy, "values.proxy_config.litellm_settings.turn_off_message_logging", "is not said, and the default keeps the text") if {
	some proxy in gateway.proxies
	not lib.given(proxy, _switch)
}

deny contains finding if {
	some finding in lib.breaches(gateway.proxies, [_beside])
}

deny contains lib.finding(proxy, "values.proxy_config.litellm_settings.s3_callback_params.s3_bucket_name", "text is kept in no bucket of its own") if {
	some proxy in gateway.proxies
	lib.value(proxy, _switch, true) == false
	not lib.given(proxy, _bucket)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.proxies, [_beside])
}

unknown contains lib.open_at(proxy, _switch) if {
	some proxy in gateway.proxies
	lib.unresolved(lib.value(proxy, _switch, true))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_switch := gateway.at("litellm_settings", "turn_off_message_logging")

_bucket := array.concat(gateway.at("litellm_settings", "s3_callback_params"), ["s3_bucket_name"])

_beside := {
	"path": gateway.at("general_settings", "store_prompts_in_spend_logs"),
	"absent": false,
	"allowed": [false],
	"message": "prompts lie beside the audit data, and are kept as long",
}
