package groundplane.policies.pai_fin_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_fin_003 as rule

_all := {"owner": "ai@acme.example", "cost-centre": "4711", "environment": "prod", "tier": "smb"}

_provider(values) := object.union(fixture.empty, {"stacks": {"app": {"name": "app", "providers": {"aws": [values]}}}})

_tags(tags) := _provider({"default_tags": [{"tags": tags}]})

test_all_tags_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _tags(_all)
	count(rule.deny) == 0 with input as _tags({"Owner": "a", "acme:CostCenter": "b", "Env": "c", "Tier": "d"})
	count(rule.deny) == 0 with input as _provider({"default_tags": {"tags": _all}})
}

test_each_missing_tag_is_a_finding if {
	{finding.key | some finding in rule.deny} == {"owner"} with input as _tags(object.union(_all, {"owner": ""}))
	{finding.key | some finding in rule.deny} == {"owner", "cost-centre", "environment", "tier"} with input as _provider({})
}

test_each_provider_counts if {
	document := object.union(fixture.empty, {"stacks": {"app": {"providers": {"aws": [{"default_tags": [{"tags": _all}]}, {"alias": "us"}]}}}})
	{finding.attribute | some finding in rule.deny} == {"aws[1].default_tags"} with input as document
}

test_unknown_is_unknown if {
	every values in [{"default_tags": [{"tags": "${local.tags}"}]}, {"default_tags": "(known after apply)"}] {
		count(rule.deny) == 0 with input as _provider(values)
		count(rule.unknown) == 1 with input as _provider(values)
	}
}
