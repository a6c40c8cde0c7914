# METADATA
# title: A fallback does not carry data out, and there is one
# description: >-
#   No model falls back to one outside of the cluster that may see less than it, in any tier. In a gateway that hands out
#   keys each cloud model falls back to one of our own where there is one. A fallback is the quiet way out, and the missing
#   one is the outage.
# custom:
#   id: PAI-GW-007
#   inspects: [helm_release]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [312(e)(1)]
#     nist-ai-rmf-1.0: [MANAGE 2.4]
#     eu-ai-act: ["15"]
#   setting: "gateway.fallbacks.<name>: [private], a model of your own; never from a private model to a cloud model of a lower class"
#   mild: { tiers: [smb], what: "a cloud model without a fallback of your own" }
#   fix: "router_settings.fallbacks: [{ 'assistant-cloud': ['assistant'] }]; never from a private model to a cloud model of a lower class"
package groundplane.policies.pai_gw_007

import data.groundplane.facts.gateway
import data.groundplane.facts.ways
import data.groundplane.lib

# what it looks at
judged := array.concat([way.place | some way in ways.all], [model.place | some model in _cloud])

deny contains lib.unwaivable(lib.keyed(lib.finding(way.place, way.at, sprintf("%s %s %s, which may see less", [from.name, way.words, to.name])), concat(" > ", [from.name, to.name]))) if {
	some way in ways.all
	some from in gateway.models
	from.proxy == way.proxy
	way.from in {from.name, "*"}
	some to in gateway.models
	to.proxy == way.proxy
	to.name == way.to
	gateway.location(to) != "cluster"
	_rank(from) > _rank(to)
}

deny contains _graded(lib.keyed(lib.finding(model.place, "values.proxy_config.router_settings.fallbacks", sprintf("%s has no fallback of our own", [model.name])), model.name)) if {
	some model in _cloud
	own := {other.name | some other in gateway.models; other.proxy == model.proxy; gateway.location(other) == "cluster"}
	count(own) > 0
	count({way.to | some way in ways.all; way.proxy == model.proxy; way.from in {model.name, "*"}} & own) == 0
	not _open(model.proxy)
}

unknown contains lib.finding(proxy, "values.proxy_config", "fallbacks are known only after apply") if {
	some proxy in gateway.proxies
	_open(lib.id(proxy))
}

unknown contains lib.keyed(lib.finding(choice.from.place, choice.from.at, sprintf("%s chooses from models that are not shown", [choice.from.name])), choice.from.name) if {
	some choice in ways.choices
	not choice.readable
}

unknown contains finding if {
	some finding in gateway.unreadable
}

# models elsewhere, behind a gateway that hands out keys
_cloud := [model |
	some model in gateway.models
	gateway.location(model) in {"account", "outside"}
	model.proxy in {lib.id(proxy) | some proxy in gateway.with_keys}
]

# a model of our own without a class may see everything; one elsewhere, nothing but what is public
_rank(model) := object.get(gateway.rank, object.get(model.info, "data_class", ""), 3) if gateway.location(model) == "cluster"

_rank(model) := object.get(gateway.rank, object.get(model.info, "data_class", ""), 0) if gateway.location(model) != "cluster"

_open(proxy_id) if {
	some proxy in gateway.proxies
	lib.id(proxy) == proxy_id
	some path in proxy.unknown
	regex.match(`^values\.proxy_config\.(router|litellm)_settings(\.[a-z_]*fallbacks|$)`, path)
}

# the way out is refused everywhere, the missing fallback is advice in smb
_graded(finding) := lib.mild(finding) if input.tier == "smb"

_graded(finding) := finding if input.tier != "smb"
