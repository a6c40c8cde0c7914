package groundplane.policies.pai_dat_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_006 as rule

_good := {"engine": "aurora-postgresql", "iam_database_authentication_enabled": true, "deletion_protection": true}

_refs(instances) := {"app/aws_rds_cluster.c": {"aws_rds_cluster_instance.cluster_identifier": instances}}

_instance(name, values) := fixture.resource("aws_rds_cluster_instance", name, values)

_cluster(values, instances) := fixture.with_refs(
	fixture.document(array.concat([fixture.resource("aws_rds_cluster", "c", values)], instances)),
	_refs([sprintf("app/%s", [i.address]) | some i in instances]),
)

_two := [_instance("a", {}), _instance("b", {})]

test_a_safe_cluster_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _cluster(_good, _two)
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_db_instance", {"iam_database_authentication_enabled": true, "deletion_protection": true, "multi_az": true})
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["deletion_protection", "iam_database_authentication_enabled"] with input as _cluster({"engine": "aurora-postgresql"}, _two)
	fixture.attributes(rule.deny) == ["deletion_protection", "iam_database_authentication_enabled", "multi_az"] with input as fixture.one("aws_db_instance", {})
}

test_one_instance_is_denied if {
	fixture.attributes(rule.deny) == [""] with input as _cluster(_good, [_instance("a", {})])
}

test_a_public_address_is_denied_in_every_tier if {
	document := _cluster(_good, [_instance("a", {"publicly_accessible": true}), _instance("b", {})])
	every tier in ["smb", "enterprise"] {
		[object.get(f, "mild", false) | some f in rule.deny] == [false] with input as fixture.with_tier(document, tier)
	}
	{true} == {f.mild | some f in rule.deny} with input as fixture.with_tier(_cluster({"engine": "aurora-postgresql"}, []), "smb")
}

test_a_rehearsal_may_be_thrown_away if {
	document := object.union(_cluster(object.remove(_good, ["deletion_protection"]), []), {"stacks": {"app": {"descriptor": {"stage": "staging"}}}})
	count(rule.deny) == 0 with input as document
}

test_unknown_is_unknown if {
	document := _cluster(object.union(_good, {"deletion_protection": "${var.d}", "iam_database_authentication_enabled": "${var.i}"}), [fixture.with_unknown(_instance("a", {"publicly_accessible": "${var.p}"}), ["count"])])
	count(rule.deny) == 0 with input as document
	fixture.attributes(rule.unknown) == ["", "deletion_protection", "iam_database_authentication_enabled", "publicly_accessible"] with input as document
	fixture.attributes(rule.unknown) == ["multi_az"] with input as fixture.one("aws_db_instance", {"iam_database_authentication_enabled": true, "deletion_protection": true, "multi_az": "${var.m}"})
}
