package groundplane.lib_test

import data.groundplane.fixture
import data.groundplane.lib

test_references_and_marks_are_unresolved if {
	every value in ["${aws_vpc.v.id}", "(known after apply)", "${var.x}"] {
		lib.unresolved(value)
	}
}

test_text_with_a_dollar_is_resolved if {
	every value in ["${HOME}", "a ${b.c}", "", 5, null, [], {}] {
		not lib.unresolved(value)
	}
}

test_ranges_wider_than_private_ones_are_open if {
	every cidr in ["0.0.0.0/0", "0.0.0.0/1", "11.0.0.0/7", "::/0", "2000::/3", "::ffff:0:0/6"] {
		lib.world_open(cidr)
	}
}

test_other_ranges_are_not if {
	every cidr in ["10.0.0.0/8", "203.0.113.7/32", "fc00::/7", "::1/128", "x/0", "", 0, null] {
		not lib.world_open(cidr)
	}
}

test_texts_are_a_list_of_texts if {
	lib.texts("a") == ["a"]
	lib.texts(["a", 1, "b"]) == ["a", "b"]
	lib.texts({"a": "b"}) == []
	lib.texts(null) == []
}

test_blocks_are_objects if {
	lib.blocks({"a": [{"b": 1}, "x", null]}, "a") == [{"b": 1}]
	lib.blocks({"a": "x"}, "a") == []
	lib.blocks({}, "a") == []
}

test_values_are_shown_as_text if {
	lib.show("a") == "a"
	lib.show(5) == "5"
	lib.show(true) == "true"
	lib.show({"b": 1, "a": 2}) == "object"
	lib.show(null) == "null"
}

test_a_document_is_readable_when_all_of_it_is if {
	resource := fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": {}})
	lib.readable(resource, "values")
	lib.readable(fixture.with_unknown(resource, ["values.a"]), "values")
	not lib.readable(fixture.with_unknown(resource, ["values[0]"]), "values")
	not lib.readable(fixture.with_unparsed(resource, ["set[0]", "values[1]"]), "values")
	not lib.readable(fixture.resource("helm_release", "r", {}), "values")
}

test_a_place_inside_a_document_does_not_make_it_unreadable if {
	resource := fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": {}})
	every path in ["values.a[0]", `values["nvidia.com/gpu"]`, "values[0].a", "other[0]", "values_[0]"] {
		lib.readable(fixture.with_unknown(resource, [path]), "values")
	}
}

test_findings_say_what_is_special_of_them if {
	finding := lib.finding({"stack": "s", "address": "a", "path": "p"}, "b", "c")
	lib.mild(finding).mild
	lib.unwaivable(finding).waivable == false
	lib.keyed(finding, "k").key == "k"
}
