package groundplane.policies.pai_dat_013_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_013 as rule

_good := {"data-class": "restricted", "owner": "team", "retention-days": "365"}

_store(tags) := fixture.one("aws_s3_bucket", {"tags": tags})

test_a_store_that_says_all_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _store(_good)
	count(rule.deny) == 0 with input as _store(object.union(_good, {"retention-days": "forever"}))
}

test_each_tag_is_missed if {
	{f.key | some f in rule.deny} == {"data-class", "owner", "retention-days"} with input as fixture.one("aws_rds_cluster", {})
	{f.key | some f in rule.deny} == {"data-class"} with input as _store(object.union(_good, {"data-class": "secret"}))
	{f.key | some f in rule.deny} == {"retention-days"} with input as _store(object.union(_good, {"retention-days": "a year"}))
}

test_tags_of_the_provider_count if {
	document := object.union(_store(object.remove(_good, ["owner"])), {"stacks": {"app": {"providers": {"aws": [{"default_tags": [{"tags": {"owner": "team"}}]}]}}}})
	count(rule.deny) == 0 with input as document
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _store(object.union(_good, {"data-class": "${var.class}"}))
	fixture.attributes(rule.unknown) == ["tags.data-class"] with input as _store(object.union(_good, {"data-class": "${var.class}"}))
	document := fixture.document([fixture.with_unknown(fixture.resource("aws_s3_bucket", "b", {}), ["tags"])])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
