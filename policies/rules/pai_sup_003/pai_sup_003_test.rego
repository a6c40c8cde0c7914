package groundplane.policies.pai_sup_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_003 as rule

_stack(facts) := json.patch(fixture.empty, [{"op": "replace", "path": "/stacks", "value": {"app": facts}}])

_version(version) := _stack({"requiredVersion": ">= 1.11", "requiredProviders": {"aws": {"version": version}}})

test_bounded_versions_are_allowed if {
	every version in ["~> 6.25", "6.25.0", "= 6.25.0", ">= 6.0, < 7.0", "<= 6.30"] {
		count(rule.deny) == 0 with input as _version(version)
	}
}

test_open_versions_are_denied if {
	every version in [">= 6.0", "!= 6.1.0", "> 6"] {
		fixture.attributes(rule.deny) == ["terraform.required_providers.aws"] with input as _version(version)
	}
}

test_provider_without_version_is_denied if {
	some finding in rule.deny with input as _stack({"requiredVersion": ">= 1.11", "requiredProviders": {"aws": {}}})
	finding.message == "provider aws has no version"
	finding.path == "app"
	finding.address == ""
}

test_terraform_needs_a_version if {
	fixture.attributes(rule.deny) == ["terraform.required_version"] with input as _stack({"requiredProviders": {}})
}

test_a_plan_does_not_show_the_version_of_terraform if {
	document := object.union(_stack({"requiredProviders": {}}), {"source": "plan"})
	count(rule.deny) == 0 with input as document
}

test_each_stack_counts if {
	bad := {"requiredVersion": ">= 1.11", "requiredProviders": {"helm": {}}}
	document := json.patch(fixture.empty, [{"op": "replace", "path": "/stacks", "value": {"a": bad, "b": bad}}])
	{finding.stack | some finding in rule.deny} == {"a", "b"} with input as document
	count(rule.unknown) == 0 with input as document
}
