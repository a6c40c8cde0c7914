package groundplane.policies.pai_sec_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_sec_005 as rule

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": values})])

_deployment(env) := fixture.with_object(fixture.empty, {"kind": "Deployment", "spec": {"template": {"spec": {"containers": [{"name": "c", "env": env}]}}}})

test_references_are_allowed if {
	every env in [
		[{"name": "API_KEY", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}],
		[{"name": "API_KEY", "value": "$(OTHER)"}],
		[{"name": "TOKEN", "value": ""}],
		[{"name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "/var/run/token"}],
		[{"name": "MAX_TOKENS", "value": "5"}],
	] {
		count(rule.deny | rule.unknown) == 0 with input as _deployment(env)
	}
}

test_values_are_denied if {
	every value in ["hunter2", "${random_password.p.result}", "(known after apply)"] {
		{finding.key | some finding in rule.deny} == {"HF_TOKEN"} with input as _deployment([{"name": "HF_TOKEN", "value": value}])
		{finding.key | some finding in rule.deny} == {"DB_PASSWORD"} with input as _release({"envVars": {"DB_PASSWORD": value}})
	}
}

test_secrets_of_kubernetes_are_denied if {
	fixture.attributes(rule.deny) == ["data"] with input as fixture.document([fixture.resource("kubernetes_secret_v1", "s", {"data": {"a": "${x.y.z}"}})])
	count(rule.deny) == 1 with input as fixture.with_object(fixture.empty, {"kind": "Secret", "stringData": {"a": "b"}})
	count(rule.deny) == 0 with input as fixture.with_object(fixture.empty, {"kind": "Secret"})
}
