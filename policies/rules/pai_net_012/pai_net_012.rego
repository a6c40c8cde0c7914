# METADATA
# title: Network policies are enforced
# description: >-
#   The network plugin of each cluster enforces network policies: the VPC CNI add-on with enableNetworkPolicy, or
#   Cilium or Calico. Without it a policy is decoration.
# custom:
#   id: PAI-NET-012
#   inspects: [aws_eks_cluster, aws_eks_addon, helm_release]
#   controls:
#     cis-eks-1.8: ["4.3.1"]
#     aws-aisf: [RUNTIME-01]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#   fix: "configurationValues: JSON.stringify({ enableNetworkPolicy: 'true' }) of the vpc-cni add-on; the Cluster component sets it"
package groundplane.policies.pai_net_012

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(cluster, "", "nothing enforces network policies: the vpc-cni add-on is not managed, and no Cilium or Calico is there") if {
	some cluster in input.by_type.aws_eks_cluster
	not _other_plugin
	not _automatic(cluster)
	not lib.goes_into_module(input.refs, cluster)
	count(_addons(cluster)) == 0
}

deny contains lib.finding(addon, "configuration_values", "network policies are not enforced") if {
	some cluster in input.by_type.aws_eks_cluster
	not _other_plugin
	some addon in _addons(cluster)
	not object.get(addon.docs, ["configuration_values", "enableNetworkPolicy"], "false") in {"true", true}
	not _open(addon)
}

unknown contains lib.finding(addon, "configuration_values", "whether network policies are enforced is known only after apply") if {
	some addon in input.by_type.aws_eks_addon
	addon.values.addon_name == "vpc-cni"
	not _other_plugin
	_open(addon)
}

unknown contains lib.finding(cluster, "compute_config", "in Auto Mode a NodeClass and a ConfigMap decide whether network policies are enforced") if {
	some cluster in input.by_type.aws_eks_cluster
	_automatic(cluster)
	not _other_plugin
	count(_addons(cluster)) == 0
}

unknown contains lib.finding(cluster, "", "has no vpc-cni add-on here; what the module it goes into makes is not shown") if {
	some cluster in input.by_type.aws_eks_cluster
	lib.goes_into_module(input.refs, cluster)
	not _other_plugin
	count(_addons(cluster)) == 0
}

_addons(cluster) := [addon |
	some addon in places.pointing(cluster, "aws_eks_addon.cluster_name")
	addon.values.addon_name == "vpc-cni"
]

_other_plugin if {
	some release in input.by_type.helm_release
	release.values.chart in {"cilium", "tigera-operator", "calico"}
}

_automatic(cluster) if {
	some config in lib.blocks(cluster.values, "compute_config")
	config.enabled == true
}

_open(addon) if lib.unreadable(addon, "configuration_values")

_open(addon) if lib.unresolved(object.get(addon.docs, ["configuration_values", "enableNetworkPolicy"], ""))

_open(addon) if lib.unresolved(addon.values.configuration_values)
