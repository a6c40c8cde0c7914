# METADATA
# title: Ways from one model to another
# description: >-
#   Fallbacks of the gateway, and names behind which a router of LiteLLM chooses a model by the question.
package groundplane.facts.ways

import data.groundplane.facts.gateway
import data.groundplane.lib

_names := {"fallbacks", "context_window_fallbacks", "content_policy_fallbacks"}

# one way from a model to another
all contains {"place": _place(proxy), "proxy": lib.id(proxy), "at": _at(section, name), "from": from, "to": to, "words": "falls back to"} if {
	some proxy in gateway.proxies
	some section in {"router_settings", "litellm_settings"}
	some name in _names
	some entry in proxy.values.values.proxy_config[section][name]
	some from, targets in entry
	some to in lib.texts(targets)
}

all contains {"place": _place(proxy), "proxy": lib.id(proxy), "at": _at(section, "default_fallbacks"), "from": "*", "to": to, "words": "falls back to"} if {
	some proxy in gateway.proxies
	some section in {"router_settings", "litellm_settings"}
	some to in lib.texts(proxy.values.values.proxy_config[section].default_fallbacks)
}

all contains {"place": choice.from.place, "proxy": choice.from.proxy, "at": choice.from.at, "from": choice.from.name, "to": to, "words": "chooses"} if {
	some choice in choices
	some to in choice.to
}

_at(section, name) := concat(".", ["values.proxy_config", section, name])

_place(proxy) := {"stack": proxy.stack, "address": proxy.address, "path": proxy.path}

# names behind which one of several models answers, with those it chooses from
choices := [{"from": model, "to": {name | some name in array.concat(_tiers(model.params), _defaults(model.params))}, "readable": _says(model.params)} |
	some model in gateway.models
	gateway.provider(model) == "auto_router"
]

_tiers(params) := [name |
	some _, names in _object(object.get(params, ["complexity_router_config", "tiers"], {}))
	some name in lib.texts(names)
]

_defaults(params) := [params[name] |
	some name in ["auto_router_default_model", "complexity_router_default_model"]
	is_string(params[name])
]

# whether all it chooses from stands there: routes by meaning lie in a file or a text of their own
_says(params) := count({name | some name in {"auto_router_config", "auto_router_config_path"}; params[name]}) == 0

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)
