package groundplane.policies.pai_net_012_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_012 as rule

_cluster(values) := fixture.resource("aws_eks_cluster", "c", values)

_addon(configuration) := fixture.with_docs(fixture.resource("aws_eks_addon", "cni", {"addon_name": "vpc-cni"}), {"configuration_values": configuration})

_document(cluster, addons) := fixture.with_refs(
	fixture.document(array.concat([cluster], addons)),
	{"app/aws_eks_cluster.c": {"aws_eks_addon.cluster_name": [sprintf("app/%s", [addon.address]) | some addon in addons]}},
)

test_an_enforcing_add_on_is_allowed if {
	every value in ["true", true] {
		count(rule.deny | rule.unknown) == 0 with input as _document(_cluster({}), [_addon({"enableNetworkPolicy": value})])
	}
}

test_an_add_on_that_does_not_is_denied if {
	every configuration in [{}, {"enableNetworkPolicy": "false"}, {"enableNetworkPolicy": 1}] {
		fixture.attributes(rule.deny) == ["configuration_values"] with input as _document(_cluster({}), [_addon(configuration)])
	}
	other := fixture.resource("aws_eks_addon", "cni", {"addon_name": "vpc-cni"})
	count(rule.deny) == 1 with input as _document(_cluster({}), [other])
}

test_no_add_on_is_denied if {
	other := fixture.resource("aws_eks_addon", "dns", {"addon_name": "coredns"})
	fixture.attributes(rule.deny) == [""] with input as _document(_cluster({}), [other])
}

test_another_plugin_is_allowed if {
	release := fixture.resource("helm_release", "cilium", {"chart": "cilium"})
	count(rule.deny) == 0 with input as fixture.document([_cluster({}), release])
}

test_what_is_not_shown_is_unknown if {
	open := fixture.with_unknown(_addon({"enableNetworkPolicy": "${var.e}"}), ["configuration_values.enableNetworkPolicy"])
	plan := fixture.with_unknown(fixture.resource("aws_eks_addon", "cni", {"addon_name": "vpc-cni", "configuration_values": "(known after apply)"}), ["configuration_values"])
	whole := fixture.resource("aws_eks_addon", "cni", {"addon_name": "vpc-cni", "configuration_values": "${var.c}"})
	every addon in [open, plan, whole] {
		count(rule.deny) == 0 with input as _document(_cluster({}), [addon])
		fixture.attributes(rule.unknown) == ["configuration_values"] with input as _document(_cluster({}), [addon])
	}
}

test_auto_mode_is_unknown if {
	document := fixture.document([_cluster({"compute_config": [{"enabled": true}]})])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["compute_config"] with input as document
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_cluster({})]), {"app/aws_eks_cluster.c": {"module.cluster": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
