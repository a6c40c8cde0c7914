# METADATA
# title: Nothing leaves the part of the world it was promised to
# description: >-
#   Providers, resources, copies of backups and models stay in the part of the world the environment says it is in, eu- for
#   eu-central-1. A model called through an inference profile may be answered anywhere that profile reaches.
# custom:
#   id: PAI-DAT-014
#   inspects: [aws_backup_plan, aws_s3_bucket, aws_eks_cluster, helm_release]
#   controls:
#     soc2: [C1.1]
#     nist-ai-rmf-1.0: [GOVERN 1.1]
#     eu-ai-act: ["10"]
#   setting: "models.<name>.inferenceProfile: eu in a region that begins with eu-, us in one that begins with us-"
#   fix: "an inference profile of the same part of the world (inferenceProfile: 'eu' in eu-central-1), copies and regions that begin with the same letters"
package groundplane.policies.pai_dat_014

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := [lib.stack_place(name) | some name, _ in _homes]

deny contains lib.finding(lib.stack_place(name), sprintf("provider.aws[%d].region", [index]), _message(region, home)) if {
	some name, home in _homes
	some index, provider in input.stacks[name].providers.aws
	region := provider.region
	_region_abroad(region, home)
}

deny contains lib.finding(resource, "region", _message(resource.values.region, _homes[resource.stack])) if {
	some resources in input.by_type
	some resource in resources
	_region_abroad(resource.values.region, _homes[resource.stack])
}

deny contains lib.finding(plan, sprintf("rule[%d].copy_action[%d].destination_vault_arn", [index, copy_index]), _message(region, home)) if {
	some plan in input.by_type.aws_backup_plan
	home := _homes[plan.stack]
	some index, block in lib.blocks(plan.values, "rule")
	some copy_index, copy in lib.blocks(block, "copy_action")
	region := split(lib.show(copy.destination_vault_arn), ":")[3]
	_region_abroad(region, home)
}

deny contains lib.keyed(lib.finding(model.place, model.at, sprintf("%s may be answered outside of %s", [model.model, home])), model.name) if {
	some model in gateway.models
	home := _homes[model.place.stack]
	some reach in _reach(model.model)
	reach != _profile_of(home)
}

unknown contains lib.finding(plan, sprintf("rule[%d].copy_action[%d].destination_vault_arn", [index, copy_index]), "where the copy goes is known only after apply") if {
	some plan in input.by_type.aws_backup_plan
	_homes[plan.stack]
	some index, block in lib.blocks(plan.values, "rule")
	some copy_index, copy in lib.blocks(block, "copy_action")
	lib.unresolved(copy.destination_vault_arn)
	not startswith(copy.destination_vault_arn, "${aws_backup_vault.")
}

# the part of the world a stack is in: what stands before the compass of its region
_homes[name] := _part(stack.descriptor.region) if some name, stack in input.stacks

_part(region) := concat("-", array.slice(parts, 0, count(parts) - 2)) if {
	parts := split(lib.show(region), "-")
	count(parts) > 2
}

_region_abroad(region, home) if {
	regex.match(`^[a-z]+(-[a-z]+)*-[a-z]+-\d+$`, lib.show(region))
	_part(region) != home
}

_message(region, home) := sprintf("%s is not in %s, where the environment says it is", [region, home])

# inference profiles by their prefix; a model without one is answered where it is called
_reach(model) := {prefix |
	parts := split(trim_prefix(trim_prefix(model, "bedrock/"), "converse/"), ".")
	count(parts) > 2
	prefix := parts[0]
	prefix in {"us", "us-gov", "eu", "apac", "au", "jp", "ca", "global"}
}

_profile_of(home) := "apac" if home == "ap"

_profile_of(home) := home if home != "ap"
