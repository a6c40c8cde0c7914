# METADATA
# title: Everything says whose it is
# description: >-
#   The provider tags everything it makes with owner, cost centre, environment and tier. What nobody can assign is
#   paid for by nobody, and kept for ever.
# custom:
#   id: PAI-FIN-003
#   inspects: [provider]
#   controls:
#     soc2: [CC1.3]
#     nist-ai-rmf-1.0: [GOVERN 2.1]
#   fix: "defaultTags of the provider with owner and cost-centre; BaseStack hands them over"
#   setting: "owner: ai-platform@acme.example, and costCentre: '4711'"
package groundplane.policies.pai_fin_003

import data.groundplane.lib

deny contains lib.keyed(lib.finding(_place(name, "aws"), sprintf("aws[%d].default_tags", [index]), sprintf("has no tag %s", [_words[tag]])), _words[tag]) if {
	some name, stack in input.stacks
	some index, provider in object.get(stack, ["providers", "aws"], [])
	some tag, pattern in _wanted
	not _has(provider, pattern)
	not _open(provider)
}

unknown contains lib.finding(_place(name, "aws"), sprintf("aws[%d].default_tags", [index]), "is known only after apply") if {
	some name, stack in input.stacks
	some index, provider in object.get(stack, ["providers", "aws"], [])
	_open(provider)
}

_place(stack, provider) := {"stack": stack, "address": concat(".", ["provider", provider]), "path": stack}

_words := {"cost": "cost-centre", "environment": "environment", "owner": "owner", "tier": "tier"}

# as AWS, people and other tools write them
_wanted := {
	"cost": `^(?i)(.*[:/])?cost[-_ ]?cent(re|er)$`,
	"environment": `^(?i)(.*[:/])?(environment|env)$`,
	"owner": `^(?i)(.*[:/])?owner$`,
	"tier": `^(?i)(.*[:/])?tier$`,
}

_has(provider, pattern) if {
	some block in _blocks(provider)
	is_object(block.tags)
	some key, value in block.tags
	regex.match(pattern, key)
	value != ""
}

_open(provider) if {
	some block in _blocks(provider)
	lib.unresolved(block.tags)
}

_open(provider) if lib.unresolved(provider.default_tags)

# one block stands as itself where no schema says what it is
_blocks(provider) := array.concat(lib.blocks(provider, "default_tags"), [block | some block in [object.get(provider, "default_tags", null)]; is_object(block)])
