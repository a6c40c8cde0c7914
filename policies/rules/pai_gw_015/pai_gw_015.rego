# METADATA
# title: The gateway does not print what people write
# description: >-
#   No gateway runs in debug. Debug prints prompts and keys into the log of the pod, which everybody with access to the
#   cluster reads.
# custom:
#   id: PAI-GW-015
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [DATA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "logLevel: 'ERROR'; no set_verbose, no LITELLM_LOG: DEBUG, no --detailed_debug"
package groundplane.policies.pai_gw_015

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := gateway.proxies

deny contains finding if {
	some finding in lib.breaches(gateway.proxies, [_verbose])
}

deny contains lib.finding_at(proxy, path, "prints prompts and keys") if {
	some proxy in gateway.proxies
	some path in _levels
	upper(lib.show(lib.value(proxy, path, ""))) == "DEBUG"
}

deny contains lib.finding(proxy, "values.args", "prints prompts and keys") if {
	some proxy in gateway.proxies
	some argument in lib.texts(proxy.values.values.args)
	argument in {"--debug", "--detailed_debug"}
}

unknown contains finding if {
	some finding in lib.undecided_wishes(gateway.proxies, [_verbose])
}

unknown contains lib.open_at(proxy, path) if {
	some proxy in gateway.proxies
	some path in _levels
	lib.unresolved(lib.value(proxy, path, ""))
}

unknown contains finding if {
	some finding in gateway.unreadable
}

_verbose := {
	"path": gateway.at("litellm_settings", "set_verbose"),
	"absent": false,
	"allowed": [false],
	"message": "prints prompts and keys",
}

_levels := [["values", "logLevel"], ["values", "envVars", "LITELLM_LOG"]]
