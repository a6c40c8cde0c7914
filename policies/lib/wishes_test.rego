package groundplane.lib_wishes_test

import data.groundplane.fixture
import data.groundplane.lib

_one(values) := [fixture.resource("t", "n", values)]

test_each_kind_of_wish_is_met_or_broken if {
	every case in [
		[{"allowed": [true]}, true, false],
		[{"allowed": ["ON", "on"]}, "on", "off"],
		[{"at_least": 7}, 7, 6],
		[{"at_least": 7}, 8, "8"],
		[{"given": true}, "${aws_kms_key.k.arn}", ""],
		[{"given": true}, ["a"], []],
	] {
		wish := object.union(case[0], {"path": ["a"], "message": "m"})
		count(lib.breaches(_one({"a": case[1]}), [wish])) == 0
		fixture.attributes(lib.breaches(_one({"a": case[2]}), [wish])) == ["a"]
		fixture.attributes(lib.breaches(_one({}), [wish])) == ["a"]
		count(lib.undecided_wishes(_one({"a": case[2]}), [wish])) == 0
	}
}

test_what_aws_takes_counts_where_nothing_is_written if {
	count(lib.breaches(_one({}), [{"path": ["a"], "absent": true, "allowed": [true], "message": "m"}])) == 0
}

test_what_is_known_only_after_apply_is_undecided if {
	every value in ["${var.a}", "(known after apply)"] {
		count(lib.breaches(_one({"a": value}), [{"path": ["a"], "at_least": 7, "message": "m"}])) == 0
		fixture.attributes(lib.undecided_wishes(_one({"a": value}), [{"path": ["a"], "at_least": 7, "message": "m"}])) == ["a"]
	}
	count(lib.undecided_wishes(_one({"a": "${var.a}"}), [{"path": ["a"], "given": true, "message": "m"}])) == 0
	hidden := [fixture.with_unknown(fixture.resource("t", "n", {}), ["a"])]
	count(lib.undecided_wishes(hidden, [{"path": ["a", 0, "b"], "given": true, "message": "m"}])) == 1
	count(lib.breaches(hidden, [{"path": ["a", 0, "b"], "given": true, "message": "m"}])) == 0
	count(lib.undecided_wishes(_one({"a": 3}), [{"path": ["a"], "at_least": 7, "message": "m"}])) == 0
}

test_marks_go_to_the_finding if {
	{true} == {f.mild | some f in lib.breaches(_one({}), [{"path": ["a"], "given": true, "message": "m", "mark": "mild"}])}
	{false} == {f.waivable | some f in lib.breaches(_one({}), [{"path": ["a"], "given": true, "message": "m", "mark": "unwaivable"}])}
	{"stack", "address", "path", "attribute", "message"} == {key | some f in lib.breaches(_one({}), [{"path": ["a"], "given": true, "message": "m"}]); some key, _ in f}
}
