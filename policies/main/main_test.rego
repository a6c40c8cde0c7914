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

test_a_rule_may_look_at_less_than_its_kinds if {
	release := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {}}})
	main.verdict.judged.pai_gw_011 == {{"stack": "app", "address": "helm_release.g"}} with input as fixture.document([release])
	main.verdict.judged.pai_gw_011 == set() with input as fixture.one("helm_release", {"chart": "other"})
	not main.verdict.judged.pai_obs_001 with input as fixture.empty
}
