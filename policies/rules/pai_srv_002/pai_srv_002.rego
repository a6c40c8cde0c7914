# METADATA
# title: No model brings its own code
# description: >-
#   No engine runs with --trust-remote-code. It runs what the repository of the model says, on a node with our data.
# custom:
#   id: PAI-SRV-002
#   waivable: false
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, Pod]
#   controls:
#     soc2: [CC6.8]
#     hipaa-164: [308(a)(5)(ii)(B)]
#     nist-ai-rmf-1.0: [MEASURE 2.7, MANAGE 3.2]
#     eu-ai-act: ["15"]
#   setting: "models.<name>.model: one of the catalogue; none of them needs code of its own"
#   fix: "take --trust-remote-code out; choose a model that vLLM knows without code of its own"
package groundplane.policies.pai_srv_002

import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := array.concat([engine.place | some engine in workloads.engines], [container.place | some container in workloads.containers])

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "vllmConfig.extraArgs"]), sprintf("%s runs code of its repository", [engine.name])), engine.name) if {
	some engine in workloads.engines
	some argument in lib.texts(object.get(engine.model, ["vllmConfig", "extraArgs"], []))
	_trusts(argument)
}

deny contains lib.finding(container.place, concat(".", [container.at, "args"]), "runs code of the model's repository") if {
	some container in workloads.containers
	some argument in container.arguments
	_trusts(argument)
}

unknown contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "vllmConfig.extraArgs"]), "is known only after apply"), engine.name) if {
	some engine in workloads.engines
	some argument in lib.texts(object.get(engine.model, ["vllmConfig", "extraArgs"], []))
	lib.unresolved(argument)
}

unknown contains finding if {
	some finding in workloads.unreadable_servers
}

# in a shell's command line too
_trusts(argument) if regex.match(`(^|\s)--trust[-_]remote[-_]code(=(1|[Tt]rue))?(\s|$)`, argument)
