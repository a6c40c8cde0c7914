# METADATA
# title: Models and their tokenizers are pinned
# description: >-
#   Each engine of vLLM names the commit of the weights it loads and of the tokenizer, or a versioned place in a bucket of
#   ours. Else a push to a public repository changes what the company is told.
# custom:
#   id: PAI-SRV-001
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet]
#   controls:
#     aws-aisf: [ML-04]
#     soc2: [CC8.1]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   setting: "models.<name>.revision: 0123456789abcdef0123456789abcdef01234567, the commit that was reviewed"
#   fix: "modelRevision: '<40 hexadecimal digits>' and extraArgs: ['--tokenizer-revision', '<the same>']"
package groundplane.policies.pai_srv_001

import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := [engine.place | some engine in workloads.engines]

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "modelRevision"]), sprintf("%s is not pinned to a commit", [engine.name])), engine.name) if {
	some engine in _from_hub
	revision := object.get(engine.model, "modelRevision", "")
	not _commit(revision)
	not lib.unresolved(revision)
}

deny contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "vllmConfig.extraArgs"]), sprintf("the tokenizer of %s is not pinned to a commit", [engine.name])), engine.name) if {
	some engine in _from_hub
	not _commit(_after(lib.texts(object.get(engine.model, ["vllmConfig", "extraArgs"], [])), "--tokenizer-revision"))
	not _open(engine)
}

deny contains lib.finding(container.place, concat(".", [container.at, "args"]), "the model is not pinned to a commit") if {
	some container in workloads.containers
	contains(lib.show(container.image), "vllm-openai")
	model := workloads.after(container.arguments, {"serve", "--model"})
	_hub(model)
	not _commit(_after(container.arguments, "--revision"))
}

unknown contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "modelRevision"]), "is known only after apply"), engine.name) if {
	some engine in _from_hub
	lib.unresolved(object.get(engine.model, "modelRevision", ""))
}

unknown contains lib.keyed(lib.finding(engine.place, concat(".", [engine.at, "vllmConfig.extraArgs"]), "is known only after apply"), engine.name) if {
	some engine in _from_hub
	_open(engine)
}

unknown contains finding if {
	some finding in workloads.unreadable_servers
}

_from_hub := [engine |
	some engine in workloads.engines
	_hub(lib.show(object.get(engine.model, "modelURL", "")))
]

# neither a path in the pod nor a bucket
_hub(model) if not regex.match(`^(/|s3://|gs://|\$\{)`, model)

_commit(revision) if regex.match(`^[0-9a-f]{40}$`, lib.show(revision))

_after(arguments, option) := workloads.after(arguments, {option})

_open(engine) if {
	some argument in lib.texts(object.get(engine.model, ["vllmConfig", "extraArgs"], []))
	lib.unresolved(argument)
}
