package groundplane.policies.pai_sup_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sup_005 as rule

_good := {"name": "acme/gateway", "image_tag_mutability": "IMMUTABLE", "image_scanning_configuration": [{"scan_on_push": true}], "encryption_configuration": [{"encryption_type": "KMS"}]}

_repository(values) := fixture.resource("aws_ecr_repository", "r", values)

_refs := {"app/aws_ecr_repository.r": {"aws_ecr_lifecycle_policy.repository": ["app/aws_ecr_lifecycle_policy.p"]}}

_document(values) := fixture.with_refs(fixture.document([_repository(values)]), _refs)

test_a_closed_repository_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_good)
	named := fixture.document([_repository(_good), fixture.resource("aws_ecr_lifecycle_policy", "p", {"repository": "acme/gateway"})])
	count(rule.deny | rule.unknown) == 0 with input as named
}

test_what_is_not_said_is_denied if {
	count(rule.deny) == 4 with input as fixture.document([_repository({})])
	fixture.attributes(rule.deny) == ["image_tag_mutability"] with input as _document(object.union(_good, {"image_tag_mutability": "MUTABLE"}))
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["image_tag_mutability"] with input as _document(object.union(_good, {"image_tag_mutability": "${var.m}"}))
	count(rule.deny) == 0 with input as _document(object.union(_good, {"image_tag_mutability": "${var.m}"}))
	module_ := fixture.with_refs(fixture.document([_repository(_good)]), {"app/aws_ecr_repository.r": {"module.repository": ["app/module.m"]}})
	count(rule.unknown) == 1 with input as module_
	count(rule.deny) == 0 with input as module_
}
