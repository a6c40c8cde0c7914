# METADATA
# title: Terraform and its providers are bounded
# description: >-
#   Each stack says which Terraform it needs and bounds each provider it uses from above. CDKTF emits no version unless asked,
#   and a new major of a provider changes what is deployed.
# custom:
#   id: PAI-SUP-003
#   inspects: [terraform]
#   controls:
#     soc2: [CC8.1]
#   fix: "stack.addOverride('terraform.required_providers.aws', { source: 'hashicorp/aws', version: '~> 6.25' }) and 'terraform.required_version'; BaseStack does both"
package groundplane.policies.pai_sup_003

import data.groundplane.lib

deny contains finding if {
	some name, stack in input.stacks
	some provider, requirement in stack.requiredProviders
	version := object.get(requirement, "version", "")
	not _bounded(version)
	finding := lib.finding(
		lib.stack_place(name),
		sprintf("terraform.required_providers.%s", [provider]),
		_message(provider, version),
	)
}

# a plan does not show it, and was made by a Terraform that met it
deny contains lib.finding(lib.stack_place(name), "terraform.required_version", "is not set") if {
	input.source == "synth"
	some name, stack in input.stacks
	object.get(stack, "requiredVersion", "") == ""
}

unknown := set()

_bounded(version) if {
	some part in split(version, ",")
	regex.match(`^\s*(~>|<=?|=)?\s*\d`, part)
}

_message(provider, version) := sprintf("provider %s has no version", [provider]) if version == ""

_message(provider, version) := sprintf("provider %s has no upper bound in %s", [provider, version]) if version != ""
