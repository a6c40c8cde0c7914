package groundplane.lib_settings_test

import data.groundplane.fixture
import data.groundplane.lib

_cluster := fixture.resource("aws_eks_cluster", "c", {"version": "1.35", "vpc_config": [{"subnet_ids": ["a"]}], "role_arn": ""})

test_a_value_is_what_is_written if {
	lib.value(_cluster, ["version"], "") == "1.35"
	lib.value(_cluster, ["vpc_config", 0, "subnet_ids"], []) == ["a"]
}

test_where_nothing_is_written_it_is_what_aws_takes if {
	lib.value(_cluster, ["vpc_config", 0, "endpoint_public_access"], true) == true
	lib.value(_cluster, ["vpc_config", 1, "endpoint_public_access"], true) == true
	lib.value(_cluster, ["version", "x"], 1) == 1
}

test_inside_an_unknown_block_it_is_unknown if {
	every path in ["access_config", "access_config[0]", "access_config[0].authentication_mode"] {
		lib.unresolved(lib.value(fixture.with_unknown(_cluster, [path]), ["access_config", 0, "authentication_mode"], ""))
	}
}

test_beside_an_unknown_block_it_is_known if {
	every path in ["access", "access_config[1]", "access_config[0].x", "access_configs"] {
		lib.value(fixture.with_unknown(_cluster, [path]), ["access_config", 0, "authentication_mode"], "") == ""
	}
}

test_given_is_anything_but_empty if {
	lib.given(_cluster, ["version"])
	not lib.given(_cluster, ["role_arn"])
	not lib.given(_cluster, ["name"])
	lib.given(fixture.with_unknown(_cluster, ["name"]), ["name"])
	lib.given(fixture.resource("t", "n", {"a": false}), ["a"])
}

test_paths_are_written_as_in_findings if {
	lib.path_text(["a"]) == "a"
	lib.path_text(["a", 0, "b", 1]) == "a[0].b[1]"
}

_wish := {"path": ["version"], "absent": "old", "allowed": ["1.35", "1.36"]}

test_a_wish_is_met_broken_or_open if {
	not lib.breaks(_cluster, _wish)
	not lib.undecided(_cluster, _wish)
	lib.breaks(fixture.resource("t", "n", {}), _wish)
	lib.breaks(fixture.resource("t", "n", {"version": ["1.35"]}), _wish)
	every value in ["${var.v}", "(known after apply)"] {
		not lib.breaks(fixture.resource("t", "n", {"version": value}), _wish)
		lib.undecided(fixture.resource("t", "n", {"version": value}), _wish)
	}
}
