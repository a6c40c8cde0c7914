# METADATA
# title: The serverless index is private and has our key
# description: >-
#   OpenSearch Serverless lets nobody in from the internet, and encrypts with a customer managed key. Its network policy is
#   the only thing between the documents and the world; no common scanner reads it.
# custom:
#   id: PAI-RAG-001
#   inspects: [aws_opensearchserverless_security_policy]
#   controls:
#     aws-aisf: [AI-10]
#     soc2: [CC6.6]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "network policy with AllowFromPublic: false and SourceVPCEs; encryption policy with AWSOwnedKey: false and KmsARN"
package groundplane.policies.pai_rag_001

import data.groundplane.lib

deny contains lib.finding(policy, sprintf("policy[%d].AllowFromPublic", [index]), "lets in the internet") if {
	some policy in _of_type("network")
	lib.readable(policy, "policy")
	some index, entry in _entries(policy.docs.policy)
	object.get(entry, "AllowFromPublic", true) == true
}

deny contains lib.finding(policy, "policy", "encrypts with a key of AWS") if {
	some policy in _of_type("encryption")
	lib.readable(policy, "policy")
	some entry in _entries(policy.docs.policy)
	not entry.KmsARN
}

unknown contains lib.finding(policy, "policy", "cannot be read before apply") if {
	some policy in input.by_type.aws_opensearchserverless_security_policy
	lib.unreadable(policy, "policy")
}

unknown contains lib.finding(policy, sprintf("policy[%d].AllowFromPublic", [index]), "is known only after apply") if {
	some policy in _of_type("network")
	some index, entry in _entries(policy.docs.policy)
	lib.unresolved(entry.AllowFromPublic)
}

unknown contains lib.open_at(policy, ["type"]) if {
	some policy in input.by_type.aws_opensearchserverless_security_policy
	lib.unresolved(lib.value(policy, ["type"], ""))
}

_of_type(type) := {policy |
	some policy in input.by_type.aws_opensearchserverless_security_policy
	lower(lib.show(object.get(policy.values, "type", ""))) == type
}

# a list for networks, one object for encryption
_entries(document) := [entry | some entry in document; is_object(entry)] if is_array(document)

_entries(document) := [document] if is_object(document)
