# METADATA
# title: Records of use are kept half a year, and then forgotten
# description: >-
#   A gateway that hands out keys says how long it keeps its books, at least 180 days. Who deploys an AI system keeps its
#   logs for six months at least, and nobody keeps them for ever.
# custom:
#   id: PAI-GW-011
#   inspects: [helm_release]
#   controls:
#     checkov: [CKV_AWS_66]
#     soc2: [C1.2]
#     hipaa-164: [316(b)(2)(i)]
#     nist-ai-rmf-1.0: [MANAGE 4.1]
#     eu-ai-act: ["12", "26"]
#   fix: "general_settings.maximum_spend_logs_retention_period: '180d'"
package groundplane.policies.pai_gw_011

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.with_keys

deny contains lib.finding_at(proxy, _path, _message(found)) if {
	some proxy in gateway.with_keys
	found := lib.value(proxy, _path, "")
	not _long(found)
	not lib.unresolved(found)
}

unknown contains lib.open_at(proxy, _path) if {
	some proxy in gateway.with_keys
	lib.unresolved(lib.value(proxy, _path, ""))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_path := gateway.at("general_settings", "maximum_spend_logs_retention_period")

_long(found) if gateway.days(found) >= 180

_message("") := "books are kept for ever"

_message(found) := sprintf("%s is less than 180 days", [lib.show(found)]) if found != ""
