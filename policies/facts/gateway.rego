# METADATA
# title: What the gateway is told
# description: >-
#   LiteLLM's configuration as its chart gets it, models with their provider and class, and which of its parts are there.
package groundplane.facts.gateway

import data.groundplane.facts.releases
import data.groundplane.lib

# releases with a proxy's configuration in their values
proxies := [release |
	some _, found in releases.by_chart
	some release in found
	is_object(release.values.values.proxy_config)
	object.get(release.values.values, ["proxyConfigMap", "create"], true) != false
]

# proxies with a database: they hand out keys to teams and keep books of them; one without knows its master key alone
with_keys := [release |
	some release in proxies
	_has_database(release)
]

_has_database(release) if release.values.values.db.useExisting == true

_has_database(release) if object.get(release.values.values, ["db", "deployStandalone"], true) == true

_has_database(release) if release.values.values.proxy_config.general_settings.database_url

_has_database(release) if release.values.values.envVars.DATABASE_URL

# what no rule about the gateway can see
unreadable contains lib.finding(release, "values", "the gateway's configuration cannot be read before apply") if {
	some release in releases.unreadable["litellm-helm"]
}

unreadable contains lib.finding(release, "values.proxyConfigMap", "the gateway's configuration lies in a ConfigMap that is not shown") if {
	some release in releases.by_chart["litellm-helm"]
	release.values.values.proxyConfigMap.create == false
}

# where a setting of the configuration stands
at(section, name) := ["values", "proxy_config", section, name]

setting(release, section, name, absent) := lib.value(release, at(section, name), absent)

# every model a proxy offers
models := [{
	"place": {"stack": release.stack, "address": release.address, "path": release.path},
	"proxy": lib.id(release),
	"at": concat(".", [lib.entry("values.proxy_config.model_list", index), "litellm_params.model"]),
	"index": index,
	"name": lib.show(object.get(entry, "model_name", "")),
	"model": lib.show(object.get(params, "model", "")),
	"base": lib.show(object.get(params, "api_base", "")),
	"info": _object(object.get(entry, "model_info", {})),
	"params": params,
} |
	some release in proxies
	is_array(release.values.values.proxy_config.model_list)
	some index, entry in release.values.values.proxy_config.model_list
	is_object(entry)
	params := _object(object.get(entry, "litellm_params", {}))
]

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

provider(model) := split(model.model, "/")[0]

# where an answer is computed: in the cluster, in our own AWS account, or with somebody else
location(model) := "account" if provider(model) in _of_aws

# behind the name is no model: one of those it chooses from is asked, and each of them is somewhere
location(model) := "chosen" if provider(model) == "auto_router"

location(model) := "cluster" if {
	not provider(model) in _known
	_inside(model.base)
}

location(model) := "unknown" if {
	not provider(model) in _known
	_hidden(model.base)
}

location(model) := "outside" if {
	not provider(model) in _known
	not _inside(model.base)
	not _hidden(model.base)
}

_of_aws := {"bedrock", "bedrock_converse", "sagemaker", "sagemaker_chat"}

_known := _of_aws | {"auto_router"}

_inside(base) if regex.match(`^https?://[^/]+\.(svc|svc\.cluster\.local|internal|local)(:\d+)?(/|$)`, base)

_inside(base) if regex.match(`^https?://[a-z0-9-]+(:\d+)?(/|$)`, base)

_inside(base) if regex.match(`^https?://(10|127|172\.(1[6-9]|2\d|3[01])|192\.168)\.[0-9.]+(:\d+)?(/|$)`, base)

_hidden(base) if lib.unresolved(base)

_hidden(base) if startswith(base, "os.environ/")

# classes of data, the least first
rank := {"public": 0, "internal": 1, "confidential": 2, "restricted": 3}

# guardrails of a proxy with their place
guardrails := [{
	"place": {"stack": release.stack, "address": release.address, "path": release.path},
	"proxy": lib.id(release),
	"at": concat(".", [lib.entry("values.proxy_config.guardrails", index), "litellm_params"]),
	"name": lib.show(object.get(entry, "guardrail_name", "")),
	"params": _object(object.get(entry, "litellm_params", {})),
} |
	some release in proxies
	is_array(release.values.values.proxy_config.guardrails)
	some index, entry in release.values.values.proxy_config.guardrails
	is_object(entry)
]

# what guardrails of a kind protect from
masks_personal_data(guardrail) if guardrail.params.guardrail in {"bedrock", "presidio"}

stops_attacks(guardrail) if {
	guardrail.params.guardrail in {"aporia", "azure/prompt_shield", "bedrock", "generic_guardrail_api", "lakera", "lakera_v2", "model_armor", "panw_prisma_airs"}
}

# the gateway's own filter stops attacks where it is told to look for them
stops_attacks(guardrail) if {
	guardrail.params.guardrail == "litellm_content_filter"
	some category in guardrail.params.categories
	startswith(category.category, "prompt_injection_")
	category.action == "BLOCK"
	object.get(category, "enabled", true) == true
}

# keys and teams that Terraform makes in the gateway
keys := object.get(input.by_type, "litellm_key", [])

teams := object.get(input.by_type, "litellm_team", [])

# days of LiteLLM's durations: `90d`, `12h`, `2w`, `1mo`
days(duration) := (to_number(trim_right(duration, "abcdefghijklmnopqrstuvwxyz")) * _unit_hours[unit]) / 24 if {
	regex.match(`^\d{1,9}(s|m|h|d|w|mo)$`, lib.show(duration))
	unit := trim_left(duration, "0123456789")
}

_unit_hours := {"s": 0, "m": 0, "h": 1, "d": 24, "w": 168, "mo": 720}
