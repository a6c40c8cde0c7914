# METADATA
# title: GPU nodes are for what needs GPUs
# description: >-
#   Nodes with GPUs keep other pods away by a taint, and pods that ask for a GPU tolerate it. Otherwise a log shipper
#   holds a node for ten dollars an hour.
# custom:
#   id: PAI-GPU-003
#   inspects: [aws_eks_node_group, NodePool, Deployment, StatefulSet, LeaderWorkerSet, Job]
#   controls:
#     soc2: [A1.1]
#   fix: "taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }]; tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }]; the GpuPool component writes both"
package groundplane.policies.pai_gpu_003

import data.groundplane.facts.workloads
import data.groundplane.lib

deny contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.taints"]), "keeps no pods away from its GPUs") if {
	some pool in input.objects.NodePool
	_has_gpus(pool)
	not _keeps_away(object.get(pool.object, ["spec", "template", "spec", "taints"], []))
	not lib.unresolved(object.get(pool.object, ["spec", "template", "spec", "taints"], []))
}

deny contains lib.finding(group, "taint", "keeps no pods away from its GPUs") if {
	some group in _groups
	not _keeps_away(lib.blocks(group.values, "taint"))
	not "taint" in group.unknown
}

deny contains lib.finding(container.pod.place, concat(".", [container.pod.at, "tolerations"]), "asks for a GPU and does not tolerate the taint of GPU nodes") if {
	some container in workloads.containers
	some name, _ in container.resources.limits
	name in _devices
	not _tolerates(object.get(container.pod.spec, "tolerations", []))
}

unknown contains lib.finding(group, "taint", "is known only after apply") if {
	some group in _groups
	not _keeps_away(lib.blocks(group.values, "taint"))
	"taint" in group.unknown
}

unknown contains lib.finding(pool, concat(".", [pool.attribute, "spec.template.spec.taints"]), "is known only after apply") if {
	some pool in input.objects.NodePool
	lib.unresolved(object.get(pool.object, ["spec", "template", "spec", "taints"], []))
}

_groups := [group |
	some group in input.by_type.aws_eks_node_group
	regex.match(`(NVIDIA|NEURON|GPU)`, lib.show(object.get(group.values, "ami_type", "")))
]

_devices := {"nvidia.com/gpu", "aws.amazon.com/neuron", "aws.amazon.com/neuroncore"}

_has_gpus(pool) if {
	some name, _ in object.get(pool.object, ["spec", "limits"], {})
	name in _devices
}

_has_gpus(pool) if {
	some requirement in object.get(pool.object, ["spec", "template", "spec", "requirements"], [])
	requirement.key in {"node.kubernetes.io/instance-type", "karpenter.k8s.aws/instance-family"}
	some type in lib.texts(requirement.values)
	regex.match(`^(g\d|gr\d|p\d|inf|trn)`, type)
}

_keeps_away(taints) if {
	some taint in taints
	taint.effect in {"NoSchedule", "NO_SCHEDULE", "NoExecute", "NO_EXECUTE"}
}

_tolerates(tolerations) if {
	some toleration in tolerations
	is_object(toleration)
	object.get(toleration, "key", "nvidia.com/gpu") in _devices
}

_tolerates(tolerations) if lib.unresolved(tolerations)
