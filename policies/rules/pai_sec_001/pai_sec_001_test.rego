package groundplane.policies.pai_sec_001_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_001 as rule

_fact := {"stack": "app", "address": "output.token", "path": "app", "attribute": "value", "kind": "github-token"}

test_no_secret_is_allowed if {
	count(rule.deny) == 0 with input as fixture.empty
	count(rule.unknown) == 0 with input as fixture.empty
}

test_each_secret_is_denied_without_its_value if {
	rule.deny == {{
		"stack": "app",
		"address": "output.token",
		"path": "app",
		"attribute": "value",
		"message": "holds a literal secret (github-token)",
		"key": "github-token",
	}} with input as object.union(fixture.empty, {"secrets": [_fact]})
}

test_what_cannot_be_parsed_is_unknown if {
	release := fixture.with_unparsed(fixture.resource("helm_release", "r", {}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values[0]"] with input as fixture.document([release])
}
