# METADATA
# title: Pods have no more rights than they need
# description: >-
#   Containers of manifests are restricted, non-root, without escalation or capabilities, with a seccomp profile and a read-
#   only root. Charts that leave it empty get escalation, capabilities and seccomp closed; what their images need of the
#   rest is theirs. Agents that read the node are left out.
# custom:
#   id: PAI-K8S-003
#   inspects: [helm_release, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, CronJob, Pod, kubernetes_deployment_v1, kubernetes_deployment]
#   controls:
#     checkov: [CKV_K8S_16, CKV_K8S_20, CKV_K8S_22, CKV_K8S_28, CKV_K8S_37]
#     cis-eks-1.8: ["4.2.1", "4.2.5"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } }"
package groundplane.policies.pai_k8s_003

import data.groundplane.facts.charts
import data.groundplane.facts.releases
import data.groundplane.facts.workloads
import data.groundplane.lib

# what it looks at
judged := [context.place | some context in _contexts]

deny contains lib.keyed(lib.finding(context.place, context.at, fault), fault) if {
	some context in _contexts
	some fault in _faults(context)
}

deny contains lib.finding(release, concat(".", array.concat(["values"], where.container)), "the container is privileged") if {
	some [release, where] in _charts
	object.get(release.values.values, array.concat(where.container, ["privileged"]), false) == true
}

unknown contains lib.finding(context.place, context.at, "is known only after apply") if {
	some context in _contexts
	lib.unresolved(context.raw)
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some chart, _ in charts.security_at
	some release in releases.unreadable[chart]
}

_charts := [[release, where] |
	some chart, where in charts.security_at
	some release in releases.by_chart[chart]
]

_contexts := array.concat(
	[{
		"place": container.place,
		"at": concat(".", [container.at, "securityContext"]),
		"raw": container.security,
		"container": container.security,
		"pod": workloads.first(object.get(container.pod.spec, "securityContext", {})),
		"whole": true,
	} |
		some container in workloads.containers
		not workloads.agent(container.pod)
	],
	[{
		"place": {"stack": release.stack, "address": release.address, "path": release.path},
		"at": concat(".", array.concat(["values"], where.container)),
		"raw": object.get(release.values.values, where.container, {}),
		"container": workloads.first(object.get(release.values.values, where.container, {})),
		"pod": workloads.first(object.get(release.values.values, where.pod, {})),
		"whole": false,
	} |
		some [release, where] in _charts
	],
)

_faults(context) := {fault |
	not lib.unresolved(context.raw)
	some fault, met in {
		"may gain rights": workloads.security(context.container, "allowPrivilegeEscalation", true) == false,
		"keeps capabilities": "ALL" in workloads.dropped(context.container),
		"has no seccomp profile": _seccomp(context) in {"RuntimeDefault", "Localhost"},
		"may run as root": _either(context, "runAsNonRoot", false) == true,
		"may write to its own image": workloads.security(context.container, "readOnlyRootFilesystem", false) == true,
	}
	met == false
	_asked(context, fault)
}

_asked(_, fault) if fault in {"may gain rights", "keeps capabilities", "has no seccomp profile"}

_asked(context, _) if context.whole

# what the container says, else its pod
_either(context, name, absent) := workloads.security(context.container, name, workloads.security(context.pod, name, absent))

_seccomp(context) := concat("", array.slice([lib.show(type) | some type in [workloads.seccomp(context.container), workloads.seccomp(context.pod)]; type != ""], 0, 1))
