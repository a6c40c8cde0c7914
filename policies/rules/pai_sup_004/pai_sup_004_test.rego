package groundplane.policies.pai_sup_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_004 as rule

_module(values) := object.union(fixture.empty, {"stacks": {"app": {"name": "app", "modules": {"m": values}}}})

test_pinned_modules_are_allowed if {
	every values in [
		{"source": "terraform-aws-modules/vpc/aws", "version": "5.8.1"},
		{"source": "app.terraform.io/acme/vpc/aws//modules/x", "version": "= 1.2.3"},
		{"source": "git::https://git.example.com/vpc.git?ref=0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"},
		{"source": "git::ssh://git@git.example.com/vpc.git?ref=v1.2.3"},
		{"source": "https://files.example.com/vpc-1.2.3.zip"},
		{"source": "./modules/vpc"},
	] {
		count(rule.deny | rule.unknown) == 0 with input as _module(values)
	}
}

test_ranges_and_branches_are_denied if {
	every version in ["~> 5.0", ">= 5.8.1", "5.8", ""] {
		fixture.attributes(rule.deny) == ["version"] with input as _module({"source": "terraform-aws-modules/vpc/aws", "version": version})
	}
	every source in ["git::https://git.example.com/vpc.git", "git::https://git.example.com/vpc.git?ref=main", "https://files.example.com/vpc.zip"] {
		fixture.attributes(rule.deny) == ["source"] with input as _module({"source": source})
	}
	some finding in rule.deny with input as _module({"source": "terraform-aws-modules/vpc/aws"})
	finding.address == "module.m"
}

test_unknown_is_unknown if {
	open := _module({"source": "terraform-aws-modules/vpc/aws", "version": "${var.v}"})
	count(rule.deny) == 0 with input as open
	fixture.attributes(rule.unknown) == ["version"] with input as open
}
