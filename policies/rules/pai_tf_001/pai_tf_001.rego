# METADATA
# title: "State is kept apart, encrypted and locked"
# description: >-
#   State lies in S3 with encryption and a lock, or in HCP Terraform; in production above smb with a key of ours.
#   It holds every value Terraform ever saw, and two at once destroy it.
# custom:
#   id: PAI-TF-001
#   inspects: [terraform]
#   controls:
#     checkov: [CKV_TF_3]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(2)(iv)]
#   fix: "new S3Backend(this, { bucket, key, region, encrypt: true, kmsKeyId }) and backend.addOverride('use_lockfile', true); BaseStack does it"
package groundplane.policies.pai_tf_001

import data.groundplane.facts.places
import data.groundplane.lib

deny contains lib.finding(lib.stack_place(name), "terraform.backend", "keeps state on the machine of whoever applies") if {
	some name, stack in _judged
	object.get(stack, ["backend", "type"], "local") == "local"
}

deny contains lib.finding(lib.stack_place(name), "terraform.backend", sprintf("keeps state in %s, of which nobody knows whether it encrypts and locks", [type])) if {
	some name, stack in _judged
	type := stack.backend.type
	not type in {"local", "s3", "cloud", "remote"}
}

deny contains lib.finding(lib.stack_place(name), sprintf("terraform.backend.s3.%s", [attribute]), words) if {
	some name, stack in _judged
	stack.backend.type == "s3"
	some attribute, words in _missing(name, stack.backend.values)
}

unknown contains lib.finding(lib.stack_place(name), "terraform.backend.s3", "is known only after apply") if {
	some name, stack in _judged
	stack.backend.type == "s3"
	some attribute in {"encrypt", "use_lockfile", "dynamodb_table", "kms_key_id"}
	lib.unresolved(stack.backend.values[attribute])
}

# a plan does not show where state lies
_judged[name] := stack if {
	input.source == "synth"
	some name, stack in input.stacks
}

_missing(name, values) := {attribute: words |
	some attribute, words in {
		"encrypt": "state is not encrypted",
		"kms_key_id": "state is encrypted with the key of AWS, not with one of ours",
		"use_lockfile": "two can apply at once: there is no lock",
	}
	_lacks(name, values, attribute)
}

_lacks(_, values, "encrypt") if {
	found := object.get(values, "encrypt", false)
	not found in {true, "true"}
	not lib.unresolved(found)
}

_lacks(name, values, "kms_key_id") if {
	input.tier != "smb"
	not name in places.rehearsals
	object.get(values, "kms_key_id", "") == ""
}

_lacks(_, values, "use_lockfile") if {
	found := object.get(values, "use_lockfile", false)
	not found in {true, "true"}
	not lib.unresolved(found)
	object.get(values, "dynamodb_table", "") == ""
}
