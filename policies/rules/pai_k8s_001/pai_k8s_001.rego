# METADATA
# title: Images are the ones that were reviewed
# description: >-
#   No image has the tag latest or none. Where the platform has a registry of its own, each is named by digest too, outside
#   of smb. A tag moves; the digest does not. Versions that are known to be malicious or open must not run, and nobody may waive that.
# custom:
#   id: PAI-K8S-001
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_14, CKV_K8S_43]
#     soc2: [CC8.1]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   fix: "image: { repository: 'ghcr.io/berriai/litellm', tag: 'v1.106.2' }, with digest: 'sha256:…' from a registry of your own"
package groundplane.policies.pai_k8s_001

import data.groundplane.facts.denied
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := [entry.place | some entry in workloads.images]

deny contains lib.finding(entry.place, entry.at, sprintf("%s is whatever is newest", [lib.show(entry.image)])) if {
	some entry in workloads.images
	not lib.unresolved(entry.image)
	not _tagged(entry.image)
}

deny contains lib.unwaivable(lib.finding(entry.place, entry.at, sprintf("%s must not run: %s", [entry.image, reason]))) if {
	some entry in workloads.images
	is_string(entry.image)
	reason := denied.reason(entry.image)
}

deny contains lib.finding(entry.place, entry.at, sprintf("%s is not named by its digest", [entry.image])) if {
	input.tier != "smb"
	workloads.own_registry
	some entry in workloads.images
	_tagged(entry.image)
	not contains(entry.image, "@sha256:")
	not endswith(entry.image, ":chart")
}

unknown contains lib.finding(entry.place, entry.at, "is known only after apply") if {
	some entry in workloads.images
	lib.unresolved(entry.image)
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some _, unreadable in releases.unreadable
	some release in unreadable
}

_tagged(image) if {
	is_string(image)
	contains(image, "@sha256:")
}

_tagged(image) if {
	is_string(image)
	parts := split(image, "/")
	last := parts[count(parts) - 1]
	contains(last, ":")
	not regex.match(`:(latest|main|master|nightly|dev|edge)?$`, last)
}
