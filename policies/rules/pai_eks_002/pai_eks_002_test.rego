package groundplane.policies.pai_eks_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_002 as rule

_cluster(logs) := fixture.document([fixture.resource("aws_eks_cluster", "c", {"enabled_cluster_log_types": logs})])

_all := ["api", "audit", "authenticator", "controllerManager", "scheduler"]

test_all_logs_are_allowed if {
	count(rule.deny) == 0 with input as _cluster(_all)
	count(rule.unknown) == 0 with input as _cluster(_all)
}

test_each_missing_log_is_a_finding if {
	{finding.key | some finding in rule.deny} == {"controllerManager", "scheduler"} with input as _cluster(["api", "audit", "authenticator"])
}

test_two_logs_are_enough_in_smb if {
	count(rule.deny) == 0 with input as fixture.with_tier(_cluster(["audit", "authenticator"]), "smb")
	count(rule.deny) == 1 with input as fixture.with_tier(_cluster(["audit"]), "smb")
}

test_no_logs_are_denied if {
	count(rule.deny) == 5 with input as fixture.document([fixture.resource("aws_eks_cluster", "c", {})])
}

test_unknown_logs_are_unknown if {
	every logs in ["${var.logs}", ["audit", "(known after apply)"]] {
		count(rule.deny) == 0 with input as _cluster(logs)
		count(rule.unknown) == 1 with input as _cluster(logs)
	}
}

test_all_logs_beside_an_unknown_one_are_enough if {
	count(rule.unknown) == 0 with input as _cluster(array.concat(_all, ["${var.more}"]))
}

test_a_wrong_type_is_denied if {
	count(rule.deny) == 5 with input as _cluster(true)
}

test_what_is_known_to_be_missing_is_not_unknown if {
	count(rule.unknown) == 0 with input as _cluster(["audit"])
}
