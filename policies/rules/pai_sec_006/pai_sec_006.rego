# METADATA
# title: Outputs that hold secrets are marked
# description: >-
#   An output that hands on a secret is sensitive, so that no log shows it. Better it hands on the name of the secret.
# custom:
#   id: PAI-SEC-006
#   inspects: [output]
#   controls:
#     aws-aisf: [DATA-05]
#     soc2: [CC6.1]
#   fix: "new TerraformOutput(this, 'Token', { value, sensitive: true }), or the ARN of the secret instead"
package groundplane.policies.pai_sec_006

import data.groundplane.lib

deny contains lib.keyed(lib.finding(_place(name, output), "sensitive", sprintf("shows %s", [reference])), reference) if {
	some name, stack in input.stacks
	some output, facts in stack.outputs
	not facts.sensitive
	some reference in facts.references
	regex.match(_secrets, reference)
}

unknown := set()

_place(stack, output) := {"stack": stack, "address": concat(".", ["output", output]), "path": stack}

# attributes that hold a secret, of what may be a resource of any of these types
_secrets := concat("", [
	`(^|\.)(`,
	concat("|", [
		`random_password\.[^.]+\.(result|bcrypt_hash)`,
		`tls_private_key\.[^.]+\.private_key_.*`,
		`aws_iam_access_key\.[^.]+\.(secret|ses_smtp_password_v4)`,
		`aws_secretsmanager_(secret_version|random_password)\.[^.]+\.(secret_string|secret_binary|random_password)`,
		`aws_ssm_parameter\.[^.]+\.(value|insecure_value)`,
		`aws_(rds_cluster|db_instance|redshift_cluster)\.[^.]+\.(master_)?password`,
		`aws_elasticache_replication_group\.[^.]+\.auth_token`,
		`aws_eks_cluster_auth\.[^.]+\.token`,
		`kubernetes_secret(_v1)?\.[^.]+\.data.*`,
	]),
	`)$`,
])
