package groundplane.policies.pai_dat_008_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_008 as rule

_namespace(logs) := fixture.one("aws_redshiftserverless_namespace", {"log_exports": logs})

test_three_logs_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _namespace(["userlog", "connectionlog", "useractivitylog"])
}

test_each_missing_log_is_denied if {
	{f.key | some f in rule.deny} == {"connectionlog", "useractivitylog"} with input as _namespace(["userlog"])
	count(rule.deny) == 3 with input as fixture.one("aws_redshiftserverless_namespace", {})
	count(rule.deny) == 3 with input as _namespace(true)
}

test_unknown_is_unknown if {
	every logs in ["${var.logs}", ["userlog", "(known after apply)"]] {
		count(rule.deny) == 0 with input as _namespace(logs)
		count(rule.unknown) == 1 with input as _namespace(logs)
	}
	count(rule.unknown) == 0 with input as _namespace(["userlog"])
}
