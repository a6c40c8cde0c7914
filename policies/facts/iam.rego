# METADATA
# title: What identities may do
# description: Statements and attachments of all resources, read once for every rule about them.
package groundplane.facts.iam

import data.groundplane.lib

# types whose documents say what an identity may do
policy_types := {
	"aws_iam_group_policy",
	"aws_iam_policy",
	"aws_iam_role",
	"aws_iam_role_policy",
	"aws_iam_user_policy",
	"aws_ssoadmin_permission_set_inline_policy",
}

# every statement that allows, with its actions and resources as lists
statements := [{
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": lib.entry(concat(".", [document, "Statement"]), index),
	"actions": lib.texts(object.get(statement, "Action", [])),
	"resources": lib.texts(object.get(statement, "Resource", [])),
	"all_but": lib.texts(object.get(statement, "NotAction", [])),
	"conditions": conditions(statement),
} |
	some type in policy_types
	some resource in input.by_type[type]
	some document, content in resource.docs
	not document == "assume_role_policy"
	some index, statement in as_list(content.Statement)
	is_object(statement)
	object.get(statement, "Effect", "Allow") != "Deny"
]

# what a statement asks of a request, as operator, key and values; of a key nobody can read yet, what is known of it
conditions(statement) := {{"operator": operator, "key": lower(key), "values": lib.texts(values)} |
	some operator, keys in object.get(statement, "Condition", {})
	is_object(keys)
	some key, values in keys
}

# whom a role trusts, by the words of the statement: one entry for each principal
trusts := [{
	"place": {"stack": role.stack, "address": role.address, "path": role.path},
	"attribute": lib.entry("assume_role_policy.Statement", index),
	"kind": kind,
	"principal": principal,
	"conditions": conditions(statement),
} |
	some role in input.by_type.aws_iam_role
	some index, statement in as_list(role.docs.assume_role_policy.Statement)
	is_object(statement)
	object.get(statement, "Effect", "Allow") != "Deny"
	some kind, value in principals(statement)
	some principal in lib.texts(value)
]

# `*` stands for everybody of every kind
principals(statement) := statement.Principal if is_object(statement.Principal)

principals(statement) := {"AWS": statement.Principal} if is_string(statement.Principal)

as_list(value) := value if is_array(value)

as_list(value) := [value] if is_object(value)

# every policy that is attached by its ARN
attachments := [{
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"attribute": attribute,
	"arn": arn,
} |
	some type, attribute in attachment_attributes
	some resource in input.by_type[type]
	some arn in lib.texts(resource.values[attribute])
]

# where resources name the policies they attach
attachment_attributes := {
	"aws_iam_group_policy_attachment": "policy_arn",
	"aws_iam_policy_attachment": "policy_arn",
	"aws_iam_role": "managed_policy_arns",
	"aws_iam_role_policy_attachment": "policy_arn",
	"aws_iam_role_policy_attachments_exclusive": "policy_arns",
	"aws_iam_user_policy_attachment": "policy_arn",
	"aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
}

# whether a policy lets in one service, and nobody else
admits_only(document, service) if {
	admitting := [statement |
		some statement in as_list(document.Statement)
		object.get(statement, "Effect", "Allow") == "Allow"
	]
	count(admitting) > 0
	every statement in admitting {
		statement.Principal.Service == service
	}
}
