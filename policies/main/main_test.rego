package groundplane.main_test

import data.groundplane.fixture
import data.groundplane.main

test_every_rule_is_listed_even_when_nothing_is_there if {
	main.verdict.findings == set() with input as fixture.empty
	"pai_sec_001" in main.verdict.rules with input as fixture.empty
}

test_findings_carry_rule_and_status if {
	cluster := fixture.resource("aws_eks_cluster", "c", {"enabled_cluster_log_types": "${var.logs}"})
	found := main.verdict.findings with input as fixture.document([cluster])
	{"fail", "unknown"} == {finding.status | some finding in found}
	"pai_eks_003" in {finding.rule | some finding in found}
}
