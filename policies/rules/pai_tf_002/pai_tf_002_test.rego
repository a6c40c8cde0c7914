package groundplane.policies.pai_tf_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_tf_002 as rule

_provider(values) := object.union(fixture.empty, {"stacks": {"app": {"name": "app", "providers": {"aws": [object.union({"allowed_account_ids": ["111122223333"]}, values)]}}}})

test_a_named_account_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _provider({"assume_role": [{"role_arn": "r"}]})
}

test_any_account_is_denied if {
	every ids in [[], ""] {
		fixture.attributes(rule.deny) == ["aws[0].allowed_account_ids"] with input as _provider({"allowed_account_ids": ids})
	}
	some finding in rule.deny with input as object.union(fixture.empty, {"stacks": {"app": {"providers": {"aws": [{}]}}}})
	finding.address == "provider.aws"
}

test_keys_are_denied if {
	every attribute in ["access_key", "secret_key", "token"] {
		fixture.attributes(rule.deny) == [sprintf("aws[0].%s", [attribute])] with input as _provider({attribute: "${var.key}"})
	}
}

test_unknown_is_unknown if {
	every ids in ["${var.a}", ["(known after apply)"]] {
		count(rule.deny) == 0 with input as _provider({"allowed_account_ids": ids})
		count(rule.unknown) == 1 with input as _provider({"allowed_account_ids": ids})
	}
}
