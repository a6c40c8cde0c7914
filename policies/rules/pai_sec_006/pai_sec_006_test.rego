package groundplane.policies.pai_sec_006_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_006 as rule

_output(reference, sensitive) := object.union(fixture.empty, {"stacks": {"app": {"name": "app", "outputs": {"o": {"sensitive": sensitive, "references": [reference]}}}}})

test_marked_secrets_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _output("random_password.p.result", true)
}

test_names_of_secrets_are_allowed if {
	every reference in ["aws_secretsmanager_secret.s.arn", "aws_eks_cluster.c.name", "random_password.p.length"] {
		count(rule.deny) == 0 with input as _output(reference, false)
	}
}

test_secrets_are_denied if {
	every reference in ["random_password.p.result", "data.aws_secretsmanager_secret_version.s.secret_string", "module.db.aws_rds_cluster.c.master_password", "tls_private_key.k.private_key_pem"] {
		some finding in rule.deny with input as _output(reference, false)
		finding.address == "output.o"
		finding.key == reference
	}
}
