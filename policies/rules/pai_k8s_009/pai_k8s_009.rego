# METADATA
# title: Images come from where we look
# description: >-
#   Images come from registries on the list, and none from Bitnami, whose versioned images are frozen or gone. In
#   enterprise, once the platform has a registry of its own, all come from there.
# custom:
#   id: PAI-K8S-009
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, aws_ecr_repository, aws_ecr_pull_through_cache_rule]
#   controls:
#     cis-eks-1.8: ["5.1.4"]
#     soc2: [CC6.8]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   fix: "repository: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/ghcr/berriai/litellm', through a pull-through cache"
package groundplane.policies.pai_k8s_009

import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := [entry.place | some entry in workloads.images]

deny contains lib.finding(entry.place, entry.at, sprintf("%s is from a registry nobody looks at", [entry.image])) if {
	some entry in _images
	not _listed(_registry(entry.image))
}

deny contains lib.finding(entry.place, entry.at, sprintf("%s is of Bitnami: frozen, or gone", [entry.image])) if {
	some entry in _images
	regex.match(`(^|/)bitnami(legacy)?/`, entry.image)
}

deny contains lib.finding(entry.place, entry.at, sprintf("%s is not from our own registry", [entry.image])) if {
	input.tier == "enterprise"
	workloads.own_registry
	some entry in _images
	_listed(_registry(entry.image))
	not _own(_registry(entry.image))
}

unknown contains lib.finding(entry.place, entry.at, "is known only after apply") if {
	some entry in workloads.images
	lib.unresolved(entry.image)
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some _, unreadable in releases.unreadable
	some release in unreadable
}

_images := [entry |
	some entry in workloads.images
	is_string(entry.image)
	not lib.unresolved(entry.image)
]

# the first part is a registry where it looks like a host
_registry(image) := host if {
	host := split(image, "/")[0]
	regex.match(`[.:]|^localhost$`, host)
	contains(image, "/")
}

_registry(image) := "docker.io" if not _hosted(image)

_hosted(image) if {
	contains(image, "/")
	regex.match(`[.:]|^localhost$`, split(image, "/")[0])
}

_listed(registry) if registry in {"docker.io", "docker.litellm.ai", "ghcr.io", "mcr.microsoft.com", "nvcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"}

_listed(registry) if _own(registry)

_own(registry) if regex.match(`^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$`, registry)
