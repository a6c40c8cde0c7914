package groundplane.policies.pai_eks_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_001 as rule

_cluster(config) := fixture.document([fixture.resource("aws_eks_cluster", "c", {"vpc_config": [config]})])

_private := {"endpoint_public_access": false, "endpoint_private_access": true}

_office := {"endpoint_public_access": true, "endpoint_private_access": true, "public_access_cidrs": ["203.0.113.0/24"]}

test_private_endpoint_is_allowed if {
	every tier in ["smb", "mid-market", "enterprise"] {
		count(rule.deny) == 0 with input as fixture.with_tier(_cluster(_private), tier)
		count(rule.unknown) == 0 with input as fixture.with_tier(_cluster(_private), tier)
	}
}

test_named_ranges_are_allowed_below_enterprise if {
	count(rule.deny) == 0 with input as fixture.with_tier(_cluster(_office), "smb")
	count(rule.deny) == 0 with input as fixture.with_tier(_cluster(_office), "mid-market")
	fixture.attributes(rule.deny) == ["vpc_config[0].endpoint_public_access"] with input as fixture.with_tier(_cluster(_office), "enterprise")
}

test_open_range_is_denied if {
	open := object.union(_office, {"public_access_cidrs": ["10.0.0.0/8", "0.0.0.0/0"]})
	some finding in rule.deny with input as _cluster(open)
	finding.key == "0.0.0.0/0"
	finding.message == "the API answers to 0.0.0.0/0"
}

test_what_is_not_said_is_open if {
	fixture.attributes(rule.deny) == ["vpc_config[0].endpoint_private_access", "vpc_config[0].public_access_cidrs"] with input as _cluster({})
	count(rule.deny) == 1 with input as _cluster(object.union(_office, {"public_access_cidrs": []}))
}

test_public_only_is_denied if {
	fixture.attributes(rule.deny) == ["vpc_config[0].endpoint_private_access"] with input as _cluster(object.union(_office, {"endpoint_private_access": false}))
}

test_unknown_ranges_are_unknown if {
	every cidrs in ["${var.cidrs}", ["203.0.113.0/24", "(known after apply)"]] {
		document := _cluster(object.union(_office, {"public_access_cidrs": cidrs}))
		count(rule.deny) == 0 with input as document
		fixture.attributes(rule.unknown) == ["vpc_config[0].public_access_cidrs"] with input as document
	}
}

test_unknown_switches_are_unknown if {
	document := _cluster({"endpoint_public_access": "${var.public}", "endpoint_private_access": "${var.private}", "public_access_cidrs": ["203.0.113.0/24"]})
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["vpc_config[0].endpoint_private_access", "vpc_config[0].endpoint_public_access"] with input as document
}

test_unknown_block_is_unknown if {
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_eks_cluster", "c", {}), ["vpc_config"])])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["vpc_config"] with input as document
}

test_ranges_of_a_private_endpoint_do_not_matter if {
	count(rule.unknown) == 0 with input as _cluster(object.union(_private, {"public_access_cidrs": "${var.cidrs}"}))
}
