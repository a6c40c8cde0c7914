# METADATA
# title: Only ingestion writes into the index
# description: >-
#   Access policies of OpenSearch Serverless name their principals, and only roles of ingestion may write. Who can write
#   into the corpus decides what the model answers.
# custom:
#   id: PAI-RAG-003
#   inspects: [aws_opensearchserverless_access_policy]
#   controls:
#     aws-aisf: [AI-10]
#     soc2: [CC6.3]
#     hipaa-164: [312(c)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["10", "15"]
#   fix: "one rule to read for the roles that ask, one to write for the role whose name says ingestion; no wildcard and no account root as Principal"
package groundplane.policies.pai_rag_003

import data.groundplane.lib

deny contains lib.keyed(lib.finding(policy, sprintf("policy[%d].Principal", [index]), sprintf("%s is nobody in particular", [principal])), principal) if {
	some [policy, index, entry] in _entries
	some principal in lib.texts(entry.Principal)
	regex.match(`\*|:root$`, principal)
}

deny contains lib.keyed(lib.finding(policy, sprintf("policy[%d].Principal", [index]), sprintf("%s may write and is no role of ingestion", [principal])), principal) if {
	some [policy, index, entry] in _entries
	_writes(entry)
	some principal in lib.texts(entry.Principal)
	not regex.match(`ingest|index|load|pipeline`, lower(principal))
	not _hidden(principal)
}

unknown contains lib.finding(policy, "policy", "cannot be read before apply") if {
	some policy in input.by_type.aws_opensearchserverless_access_policy
	lib.unreadable(policy, "policy")
}

unknown contains lib.keyed(lib.finding(policy, sprintf("policy[%d].Principal", [index]), sprintf("who %s is, is known only after apply", [principal])), principal) if {
	some [policy, index, entry] in _entries
	some principal in lib.texts(entry.Principal)
	_hidden(principal)
}

_entries := [[policy, index, entry] |
	some policy in input.by_type.aws_opensearchserverless_access_policy
	is_array(policy.docs.policy)
	some index, entry in policy.docs.policy
	is_object(entry)
]

_writes(entry) if {
	some rule in lib.blocks(entry, "Rules")
	some permission in lib.texts(rule.Permission)
	regex.match(`^aoss:(\*|(Write|Update|Create|Delete)\w*)$`, permission)
}

# the name of a role's resource tells what it is for; a variable tells nothing
_hidden(principal) if {
	lib.unresolved(principal)
	not regex.match(`^\$\{(module\.[^.]+\.)*aws_iam_role\.`, principal)
}
