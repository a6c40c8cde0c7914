# METADATA
# title: Terraform knows its account and holds no keys
# description: >-
#   The provider has no access keys in it and names the accounts it may change. A shell with the wrong profile then
#   stops before it has done anything.
# custom:
#   id: PAI-TF-002
#   inspects: [provider]
#   controls:
#     checkov: [CKV_AWS_41]
#     aws-aisf: [DATA-05]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#   fix: "allowedAccountIds: ['111122223333'] of the provider, and no accessKey or secretKey; BaseStack sets it"
#   setting: "environments.<name>.account: '111122223333'"
package groundplane.policies.pai_tf_002

import data.groundplane.lib

deny contains lib.finding(_place(name), sprintf("aws[%d].%s", [index, attribute]), "holds a key") if {
	some [name, index, provider] in _providers
	some attribute in {"access_key", "secret_key", "token"}
	not object.get(provider, attribute, "") == ""
}

deny contains lib.finding(_place(name), sprintf("aws[%d].allowed_account_ids", [index]), "may change any account") if {
	some [name, index, provider] in _providers
	object.get(provider, "allowed_account_ids", []) in {[], ""}
}

unknown contains lib.finding(_place(name), sprintf("aws[%d].allowed_account_ids", [index]), "which accounts it may change is known only after apply") if {
	some [name, index, provider] in _providers
	some account in lib.texts(object.get(provider, "allowed_account_ids", []))
	lib.unresolved(account)
}

_place(stack) := {"stack": stack, "address": "provider.aws", "path": stack}

_providers := [[name, index, provider] |
	some name, stack in input.stacks
	some index, provider in object.get(stack, ["providers", "aws"], [])
]
