package groundplane.policies.pai_rag_002_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_002 as rule

_good := {
	"vpc_options": [{"subnet_ids": ["subnet-1"]}],
	"advanced_security_options": [{"enabled": true}],
	"log_publishing_options": [{"log_type": "AUDIT_LOGS"}],
}

test_a_private_audited_domain_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_opensearch_domain", _good)
}

test_what_is_not_said_is_denied if {
	fixture.attributes(rule.deny) == ["advanced_security_options[0].enabled", "log_publishing_options", "vpc_options[0].subnet_ids"] with input as fixture.one("aws_opensearch_domain", {})
	every options in [[{"log_type": "ES_APPLICATION_LOGS"}], [{"log_type": "AUDIT_LOGS", "enabled": false}], "x"] {
		fixture.attributes(rule.deny) == ["log_publishing_options"] with input as fixture.one("aws_opensearch_domain", object.union(_good, {"log_publishing_options": options}))
	}
}

test_unknown_is_unknown if {
	domain := fixture.with_unknown(fixture.resource("aws_opensearch_domain", "d", {}), ["vpc_options", "advanced_security_options", "log_publishing_options"])
	count(rule.deny) == 0 with input as fixture.document([domain])
	count(rule.unknown) == 3 with input as fixture.document([domain])
}
