# METADATA
# title: Namespaces are closed until opened
# description: >-
#   Every namespace made here has network policies that deny all ways in and out by default. Only what is named, the
#   gateway above all, then reaches the model servers.
# custom:
#   id: PAI-NET-011
#   inspects: [kubernetes_namespace_v1, kubernetes_network_policy_v1, helm_release, NetworkPolicy]
#   controls:
#     cis-eks-1.8: ["4.3.2", "5.4.4"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "the Namespace component writes default-deny; or a NetworkPolicy with podSelector: {} and policyTypes: [Ingress, Egress] in the namespace"
package groundplane.policies.pai_net_011

import data.groundplane.facts.namespaces
import data.groundplane.lib

deny contains lib.keyed(lib.finding(namespace.place, namespace.attribute, sprintf("namespace %s has no default deny of %s", [namespace.name, direction])), direction) if {
	some namespace in namespaces.made
	not lib.unresolved(namespace.name)
	some direction in {"Ingress", "Egress"}
	not direction in object.get(_denied, namespace.name, set())
	not _open
}

unknown contains lib.finding(namespace.place, namespace.attribute, "its name is known only after apply") if {
	some namespace in namespaces.made
	lib.unresolved(namespace.name)
}

unknown contains lib.finding(namespace.place, namespace.attribute, "network policies may stand where nothing can be read before apply") if {
	some namespace in namespaces.made
	some direction in {"Ingress", "Egress"}
	not direction in object.get(_denied, namespace.name, set())
	_open
}

# policies may stand in values that cannot be read
_open if {
	some release in input.by_type.helm_release
	lib.unreadable(release, "values")
}

_open if {
	some policy in namespaces.policies
	lib.unresolved(policy.namespace)
}

_denied[policy.namespace] contains direction if {
	some policy in namespaces.policies
	policy.everybody
	some direction in policy.closed
}
