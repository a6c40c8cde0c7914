package groundplane.policies.pai_eks_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_005 as rule

_cluster(config) := fixture.document([fixture.resource("aws_eks_cluster", "c", {"access_config": [config]})])

_good := {"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}

_both := ["access_config[0].authentication_mode", "access_config[0].bootstrap_cluster_creator_admin_permissions"]

test_entries_only_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _cluster(_good)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == _both with input as fixture.document([fixture.resource("aws_eks_cluster", "c", {})])
}

test_each_is_a_finding if {
	fixture.attributes(rule.deny) == [_both[0]] with input as _cluster(object.union(_good, {"authentication_mode": "API_AND_CONFIG_MAP"}))
	fixture.attributes(rule.deny) == [_both[1]] with input as _cluster(object.union(_good, {"bootstrap_cluster_creator_admin_permissions": true}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == [_both[0]] with input as _cluster(object.union(_good, {"authentication_mode": "${var.m}"}))
	plan := fixture.document([fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", {}), ["access_config"])])
	fixture.attributes(rule.unknown) == _both with input as plan
	count(rule.deny) == 0 with input as plan
}
