# METADATA
# title: Who the gateway takes keys of
# description: >-
#   Teams and programs that the gateway knows from a file of its own, as the component that makes it states them. What is
#   stated counts only where the gateway's configuration holds them to it.
package groundplane.facts.teams

import data.groundplane.facts.gateway
import data.groundplane.lib

# each with what it is held to
stated := [{
	"stack": name,
	"address": lib.show(object.get(intent, "address", "")),
	"path": lib.show(object.get(intent, "path", "")),
	"name": lib.show(object.get(intent, "name", "")),
	"intent": intent,
} |
	some name, stack in input.stacks
	some intent in stack.descriptor.intents
	intent.kind == "gateway-team"
]

# those of the client: programs of the platform have nobody who renews a key, and are no use of their own
of_people := [team | some team in stated; object.get(team.intent, "program", false) != true]

# keys with the team they are of
keys := [{"team": team, "name": key, "expires": expires} |
	some team in stated
	is_object(team.intent.keys)
	some key, expires in team.intent.keys
]

# the gateway a team is stated of; none where its values cannot be read
holders(team) := [proxy |
	some proxy in gateway.proxies
	lib.id(proxy) == lib.id(team)
]

# a finding about a setting of a team
finding(team, setting, message) := lib.keyed(lib.finding(team, sprintf("teams.%s.%s", [team.name, setting]), message), team.name)

# a positive amount of money or a limit
positive(value) if {
	is_number(value)
	value > 0
}

positive(value) if {
	is_string(value)
	regex.match(`^\d{1,12}(\.\d+)?$`, value)
	to_number(value) > 0
}

# whether the gateway asks whose key it is, and its counter of what keys spend is called
asks(proxy) if {
	proxy.values.values.proxy_config.general_settings.custom_auth
	proxy.values.values.proxy_config.general_settings.custom_auth_run_common_checks == true
}

counts(proxy) if {
	program := split(proxy.values.values.proxy_config.general_settings.custom_auth, ".")[0]
	some callback in proxy.values.values.proxy_config.litellm_settings.callbacks
	startswith(callback, concat("", [program, "."]))
	proxy.values.values.proxy_config.litellm_settings.cache == true
}
