package groundplane.policies.pai_rag_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_rag_003 as rule

_policy(entries) := fixture.document([fixture.with_docs(fixture.resource("aws_opensearchserverless_access_policy", "p", {}), {"policy": entries})])

_entry(permission, principal) := {"Rules": [{"ResourceType": "index", "Permission": [permission]}], "Principal": [principal]}

test_named_readers_and_ingestion_are_allowed if {
	document := _policy([_entry("aoss:ReadDocument", "arn:aws:iam::111122223333:role/chat"), _entry("aoss:WriteDocument", "${aws_iam_role.Ingestion_1A2B.arn}")])
	count(rule.deny | rule.unknown) == 0 with input as document
}

test_nobody_in_particular_is_denied if {
	every principal in ["*", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/*"] {
		{f.key | some f in rule.deny} == {principal} with input as _policy([_entry("aoss:ReadDocument", principal)])
	}
}

test_others_that_write_are_denied if {
	every permission in ["aoss:*", "aoss:WriteDocument", "aoss:DeleteIndex"] {
		fixture.attributes(rule.deny) == ["policy[0].Principal"] with input as _policy([_entry(permission, "${aws_iam_role.Chat.arn}")])
	}
}

test_unknown_is_unknown if {
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("aws_opensearchserverless_access_policy", "p", {}), ["policy"])])
	count(rule.unknown) == 1 with input as _policy([_entry("aoss:WriteDocument", "${var.role}")])
	count(rule.deny) == 0 with input as _policy([_entry("aoss:WriteDocument", "${var.role}"), 5])
}
