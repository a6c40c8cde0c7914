# METADATA
# title: Terraform cannot destroy what keeps data
# description: >-
#   In production each data store has prevent_destroy, so that a rename in the code is an error and no empty database. A
#   plan does not show it.
# custom:
#   id: PAI-BCK-006
#   inspects: [aws_s3_bucket, aws_rds_cluster, aws_db_instance, aws_redshiftserverless_namespace, aws_opensearch_domain, aws_opensearchserverless_collection, aws_elasticache_replication_group, aws_efs_file_system, aws_fsx_lustre_file_system, aws_dynamodb_table, aws_kinesis_stream, aws_msk_serverless_cluster, aws_s3vectors_vector_bucket, aws_ebs_volume]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     nist-ai-rmf-1.0: [MANAGE 2.3]
#   setting: "environments.<name>.deletionProtection: on, the default outside of what may be thrown away"
#   fix: "lifecycle: { preventDestroy: true }"
package groundplane.policies.pai_bck_006

import data.groundplane.facts.places
import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(store, "lifecycle.prevent_destroy", "one wrong apply takes its data") if {
	input.source == "synth"
	some store in _unprotected
}

unknown contains lib.finding(store, "lifecycle.prevent_destroy", "a plan does not show it; judge the synthesized output") if {
	input.source == "plan"
	some store in _unprotected
}

_unprotected := [store |
	some store in stores.all
	not store.meta.preventDestroy
	not store.stack in places.rehearsals
]
