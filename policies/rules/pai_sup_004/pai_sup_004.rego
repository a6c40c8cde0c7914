# METADATA
# title: Modules are pinned
# description: >-
#   Every module that is fetched names one version, or one commit. What stands behind a branch is whatever somebody
#   pushed last.
# custom:
#   id: PAI-SUP-004
#   inspects: [module]
#   controls:
#     checkov: [CKV_TF_1, CKV_TF_2]
#     soc2: [CC8.1]
#   fix: "version: '5.8.1' for a registry, ?ref=<commit> for git"
package groundplane.policies.pai_sup_004

import data.groundplane.lib

deny contains lib.finding(_place(stack, name), "version", "names no exact version") if {
	some [stack, name, module] in _remote
	_of_registry(module)
	not regex.match(`^\s*=?\s*\d+\.\d+\.\d+([-+].+)?\s*$`, lib.show(object.get(module, "version", "")))
	not lib.unresolved(object.get(module, "version", ""))
}

deny contains lib.finding(_place(stack, name), "source", sprintf("%s is pinned to no commit or version", [_source(module)])) if {
	some [stack, name, module] in _remote
	not _of_registry(module)
	not regex.match(`[?&]ref=([0-9a-f]{7,40}|v?\d+\.\d+\.\d+[^&]*)(&|$)|-v?\d+\.\d+\.\d+\.(zip|tgz|tar\.gz)`, _source(module))
}

unknown contains lib.finding(_place(stack, name), "version", "is known only after apply") if {
	some [stack, name, module] in _remote
	lib.unresolved(object.get(module, "version", ""))
}

_place(stack, name) := {"stack": stack, "address": concat(".", ["module", name]), "path": stack}

_source(module) := lib.show(object.get(module, "source", ""))

# what lies beside the stack changes with it
_remote := [[stack, name, module] |
	some stack, facts in input.stacks
	some name, module in object.get(facts, "modules", {})
	is_object(module)
	not regex.match(`^(\.{0,2}/|assets/)`, _source(module))
]

_of_registry(module) if regex.match(`^([a-z0-9.-]+\.[a-z]+/)?[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/[a-z0-9]+(//.*)?$`, _source(module))
