# METADATA
# title: Every store says what lies in it
# description: >-
#   Each data store is tagged with data-class (public, internal, confidential or restricted), owner, and retention-days (a
#   number, or forever). Which model may see data, and how long it is kept, follows from it.
# custom:
#   id: PAI-DAT-013
#   inspects: [aws_s3_bucket, aws_rds_cluster, aws_db_instance, aws_redshiftserverless_namespace, aws_opensearch_domain, aws_opensearchserverless_collection, aws_elasticache_replication_group, aws_efs_file_system, aws_fsx_lustre_file_system, aws_dynamodb_table, aws_kinesis_stream, aws_msk_serverless_cluster, aws_s3vectors_vector_bucket, aws_ebs_volume]
#   controls:
#     aws-aisf: [DATA-01]
#     soc2: [C1.1]
#     hipaa-164: [308(a)(1)(ii)(A)]
#     nist-ai-rmf-1.0: [MAP 4.1]
#     eu-ai-act: ["10"]
#   fix: "tags: { 'data-class': 'confidential', owner: 'data-platform@acme.example', 'retention-days': '365' }"
#   setting: "owner, dataClasses, and for a source of the lake data.sources.<name>.owner, data.sources.<name>.classification: confidential and data.sources.<name>.retentionDays: 365"
package groundplane.policies.pai_dat_013

import data.groundplane.facts.stores
import data.groundplane.facts.tags
import data.groundplane.lib

deny contains lib.keyed(lib.finding(store, "tags", sprintf("%s is %s; it must be %s", [name, lib.show(object.get(tags.of(store), name, "missing")), words])), name) if {
	some store in stores.all
	not _open(store)
	some name, [pattern, words] in _wanted
	value := object.get(tags.of(store), name, "")
	not regex.match(pattern, lib.show(value))
	not lib.unresolved(value)
}

unknown contains lib.finding(store, "tags", "is known only after apply") if {
	some store in stores.all
	_open(store)
}

unknown contains lib.keyed(lib.finding(store, concat(".", ["tags", name]), "is known only after apply"), name) if {
	some store in stores.all
	not _open(store)
	some name, _ in _wanted
	lib.unresolved(object.get(tags.of(store), name, ""))
}

_wanted := {
	"data-class": [`^(public|internal|confidential|restricted)$`, "public, internal, confidential or restricted"],
	"owner": [`\S`, "a team or an address"],
	"retention-days": [`^([1-9][0-9]{0,4}|forever)$`, "a number of days, or forever"],
}

_open(store) if "tags" in store.unknown
