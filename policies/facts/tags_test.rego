package groundplane.facts.tags_test

import data.groundplane.facts.tags
import data.groundplane.fixture

_document := object.union(fixture.empty, {"stacks": {"app": {"providers": {"aws": [{"default_tags": [{"tags": {"owner": "team", "tier": "smb"}}]}]}}}})

test_tags_of_the_provider_are_below_those_of_the_resource if {
	tags.of(fixture.resource("t", "n", {"tags": {"tier": "own"}, "tags_all": {"more": "x"}})) == {"owner": "team", "tier": "own", "more": "x"} with input as _document
}

test_what_is_no_map_is_no_tag if {
	tags.of(fixture.resource("t", "n", {"tags": "(known after apply)"})) == {} with input as fixture.empty
}
