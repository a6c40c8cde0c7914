# METADATA
# title: Terraform cannot destroy what keeps data
# description: >-
#   In production each data store has prevent_destroy, so that a rename in the code is an error and no empty database. A
#   plan does not show that; of a plan it is judged what it destroys or replaces, everywhere, and in an environment that
#   may be thrown away, or where `check --allow-destroy <address>` names it, that is only a warning.
# custom:
#   id: PAI-BCK-006
#   inspects: [aws_s3_bucket, aws_rds_cluster, aws_db_instance, aws_redshiftserverless_namespace, aws_opensearch_domain, aws_opensearchserverless_collection, aws_elasticache_replication_group, aws_efs_file_system, aws_fsx_lustre_file_system, aws_dynamodb_table, aws_kinesis_stream, aws_msk_serverless_cluster, aws_s3vectors_vector_bucket, aws_ebs_volume]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     nist-ai-rmf-1.0: [MANAGE 2.3]
#   mild: { tiers: [mid-market, enterprise], what: "the end of data that a plan was allowed, or in an environment that is not production; and of a plan, that protection is not seen" }
#   setting: "environments.<name>.deletionProtection: on, the default outside of what may be thrown away"
#   fix: "lifecycle: { preventDestroy: true }; what a plan ends: leave its name and what forces the replacement as they were, or move it with a moved block"
package groundplane.policies.pai_bck_006

import data.groundplane.facts.places
import data.groundplane.facts.stores
import data.groundplane.lib

deny contains lib.finding(store, "lifecycle.prevent_destroy", "one wrong apply takes its data") if {
	input.source == "synth"
	some store in _unprotected
}

# what a plan ends is ended, whatever the code says of it
deny contains _end(end) if {
	some end in input.ends
	end.type in stores.types
	not _may_end(end)
}

deny contains lib.mild(_end(end)) if {
	some end in input.ends
	end.type in stores.types
	_may_end(end)
}

# never more than told: a plan that ends nothing is no fault, and no proof that the next one will not
unknown contains lib.mild(lib.finding(store, "lifecycle.prevent_destroy", "a plan does not show it; judge the synthesized output")) if {
	input.source == "plan"
	some store in _unprotected
}

_may_end(end) if end.allowed

_may_end(end) if end.stack in places.rehearsals

_end(end) := lib.finding(end, "actions", concat("", [_words[end.action], _because(end)]))

_words := {
	"destroy": "the plan destroys it, with its data",
	"replace": "the plan destroys it and makes an empty one in its place",
}

_because(end) := concat("", [", because of ", concat(", ", end.because)]) if count(end.because) > 0

_because(end) := "" if count(end.because) == 0

_unprotected := [store |
	some store in stores.all
	not store.meta.preventDestroy
	not store.stack in places.rehearsals
]
