# METADATA
# title: Answers do not cross permissions
# description: >-
#   An index of confidential or restricted documents has access labels on each document, and keeps tenants apart. Else the
#   chat answers everybody from what only a few may read.
# custom:
#   id: PAI-RAG-005
#   inspects: [stack]
#   controls:
#     aws-aisf: [AI-10]
#     soc2: [CC6.3]
#     hipaa-164: [312(a)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.10]
#     eu-ai-act: ["10"]
#   fix: "an index with document-level labels and a tenant of its own per group; the component states both in the descriptor (rag.acl, rag.tenancy)"
#   setting: "rag.accessLabels: document, and rag.sources.<name>.readers"
package groundplane.policies.pai_rag_005

import data.groundplane.facts.gateway
import data.groundplane.lib

# what it looks at
judged := [lib.stack_place(name) | some name, _ in _indexes]

deny contains lib.finding(lib.stack_place(name), "rag.acl", sprintf("documents are %s and carry no access labels", [rag.dataClass])) if {
	some name, rag in _indexes
	object.get(rag, "acl", "none") != "document"
}

deny contains lib.finding(lib.stack_place(name), "rag.tenancy", sprintf("documents are %s and all tenants share them", [rag.dataClass])) if {
	some name, rag in _indexes
	object.get(rag, "tenancy", "shared") != "isolated"
}

# what the platform says cannot be known only after apply
unknown contains lib.finding(lib.stack_place(name), "rag.dataClass", sprintf("%s is no class of data", [lib.show(object.get(rag, "dataClass", ""))])) if {
	some name, stack in input.stacks
	rag := stack.descriptor.rag
	is_object(rag)
	not gateway.rank[object.get(rag, "dataClass", "")]
}

_indexes[name] := rag if {
	some name, stack in input.stacks
	rag := stack.descriptor.rag
	rag.dataClass in {"confidential", "restricted"}
}
