package groundplane.policies.pai_rag_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_005 as rule

_index(rag) := object.union(fixture.empty, {"stacks": {"app": {"descriptor": {"rag": rag}}}})

test_labels_and_tenants_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _index({"dataClass": "restricted", "acl": "document", "tenancy": "isolated"})
	count(rule.deny | rule.unknown) == 0 with input as _index({"dataClass": "internal", "acl": "none", "tenancy": "shared"})
}

test_a_shared_index_is_denied if {
	fixture.attributes(rule.deny) == ["rag.acl", "rag.tenancy"] with input as _index({"dataClass": "confidential"})
	fixture.attributes(rule.deny) == ["rag.tenancy"] with input as _index({"dataClass": "confidential", "acl": "document", "tenancy": "shared"})
}

test_no_index_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.empty
}

test_a_class_nobody_knows_is_unknown if {
	count(rule.unknown) == 1 with input as _index({"dataClass": "secret", "acl": "document", "tenancy": "isolated"})
	count(rule.unknown) == 0 with input as _index("x")
}
