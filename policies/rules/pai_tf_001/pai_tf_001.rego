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
#   setting: "environments.<name>.state.kmsKeyArn and environments.<name>.state.bucket; groundplane bootstrap makes both and names them"
#   mild: { tiers: [mid-market, enterprise], what: "state that is encrypted with the key of AWS: nobody has a key of their own to name before groundplane bootstrap made one" }
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
	some attribute, words in {"encrypt": "state is not encrypted", "use_lockfile": "two can apply at once: there is no lock"}
	_lacks(stack.backend.values, attribute)
}

# who has not bootstrapped yet has no key to name
deny contains lib.mild(lib.finding(lib.stack_place(name), "terraform.backend.s3.kms_key_id", "state is encrypted with the key of AWS, not with one of ours")) if {
	input.tier != "smb"
	some name, stack in _judged
	not name in places.rehearsals
	stack.backend.type == "s3"
	object.get(stack.backend.values, "kms_key_id", "") == ""
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

_lacks(values, "encrypt") if {
	found := object.get(values, "encrypt", false)
	not found in {true, "true"}
	not lib.unresolved(found)
}

_lacks(values, "use_lockfile") if {
	found := object.get(values, "use_lockfile", false)
	not found in {true, "true"}
	not lib.unresolved(found)
	object.get(values, "dynamodb_table", "") == ""
}
