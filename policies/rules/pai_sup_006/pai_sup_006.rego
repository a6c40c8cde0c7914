# METADATA
# title: Planning runs no programs
# description: >-
#   There are no local-exec or remote-exec provisioners and no external or HTTP data sources: they run programs, or
#   fetch what others decide, with the rights of whoever plans.
# custom:
#   id: PAI-SUP-006
#   inspects: [terraform_data, null_resource, data.external, data.http]
#   controls:
#     checkov: [CKV2_AWS_36]
#     soc2: [CC6.8]
#   fix: "make it a resource of a provider, or a job in the cluster; hand in values from outside as variables"
package groundplane.policies.pai_sup_006

import data.groundplane.lib

deny contains lib.keyed(lib.finding(resource, "provisioner", sprintf("runs a program: %s", [kind])), kind) if {
	some resources in input.by_type
	some resource in resources
	some kind in resource.meta.provisioners
	kind in {"local-exec", "remote-exec", "chef", "puppet", "salt-masterless", "habitat"}
}

deny contains lib.finding(source, "", words) if {
	some type, words in {"external": "runs a program while planning", "http": "takes what another machine answers"}
	some source in input.data[type]
}

unknown := set()
