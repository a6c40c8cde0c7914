package groundplane.policies.pai_enc_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_enc_006 as rule

_cluster(values) := fixture.resource("aws_rds_cluster", "c", object.union({"engine": "aurora-postgresql", "storage_encrypted": true, "kms_key_id": "${aws_kms_key.k.arn}", "db_cluster_parameter_group_name": "${aws_rds_cluster_parameter_group.g.name}"}, values))

_group(values) := fixture.resource("aws_rds_cluster_parameter_group", "g", values)

_document(cluster, parameters) := fixture.with_refs(
	fixture.document([cluster, _group({"parameter": parameters})]),
	{"app/aws_rds_cluster_parameter_group.g": {"aws_rds_cluster.db_cluster_parameter_group_name": ["app/aws_rds_cluster.c"]}},
)

_forced := [{"name": "rds.force_ssl", "value": "1"}]

test_an_encrypted_database_that_forces_tls_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(_cluster({}), _forced)
	count(rule.deny) == 0 with input as _document(_cluster({"engine": "aurora-mysql"}), [{"name": "require_secure_transport", "value": "ON"}])
	count(rule.deny | rule.unknown) == 0 with input as fixture.document([_cluster({"engine": "custom-oracle-ee"})])
}

test_no_encryption_is_denied if {
	fixture.attributes(rule.deny) == ["storage_encrypted"] with input as _document(_cluster({"storage_encrypted": false}), _forced)
	fixture.attributes(rule.deny) == ["kms_key_id"] with input as _document(_cluster({"kms_key_id": ""}), _forced)
}

test_plain_connections_are_denied if {
	every parameters in [[], [{"name": "rds.force_ssl", "value": "0"}], [{"name": "x", "value": "1"}]] {
		fixture.attributes(rule.deny) == ["db_cluster_parameter_group_name"] with input as _document(_cluster({}), parameters)
	}
	instance := fixture.resource("aws_db_instance", "i", {"engine": "postgres", "storage_encrypted": true, "kms_key_id": "k"})
	fixture.attributes(rule.deny) == ["parameter_group_name"] with input as fixture.document([instance])
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["storage_encrypted"] with input as _document(_cluster({"storage_encrypted": "${var.e}"}), _forced)
	fixture.attributes(rule.unknown) == ["db_cluster_parameter_group_name"] with input as _document(_cluster({}), [{"name": "rds.force_ssl", "value": "${var.f}"}])
	fixture.attributes(rule.unknown) == ["db_cluster_parameter_group_name"] with input as fixture.document([_cluster({"db_cluster_parameter_group_name": "company-default"})])
	plan := fixture.with_refs(fixture.document([_cluster({}), fixture.with_unknown(_group({}), ["parameter"])]), {"app/aws_rds_cluster_parameter_group.g": {"aws_rds_cluster.db_cluster_parameter_group_name": ["app/aws_rds_cluster.c"]}})
	fixture.attributes(rule.unknown) == ["db_cluster_parameter_group_name"] with input as plan
	count(rule.deny) == 0 with input as plan
}
