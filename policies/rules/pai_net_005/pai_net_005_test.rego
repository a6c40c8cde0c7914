package groundplane.policies.pai_net_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_net_005 as rule

_vpc := fixture.resource("aws_vpc", "main", {})

_endpoint(service) := fixture.resource("aws_vpc_endpoint", service, {"service_name": sprintf("com.amazonaws.eu-central-1.%s", [service])})

_all := {"s3", "ecr.api", "ecr.dkr", "sts", "logs", "kms", "secretsmanager"}

_document(endpoints) := fixture.with_refs(
	fixture.document(array.concat([_vpc], endpoints)),
	{"app/aws_vpc.main": {"aws_vpc_endpoint.vpc_id": [sprintf("app/%s", [endpoint.address]) | some endpoint in endpoints]}},
)

test_all_endpoints_are_allowed if {
	count(rule.deny) == 0 with input as _document([_endpoint(service) | some service in _all])
	count(rule.unknown) == 0 with input as _document([_endpoint(service) | some service in _all])
}

test_each_missing_endpoint_is_a_finding if {
	{finding.key | some finding in rule.deny} == _all - {"kms"} with input as _document([_endpoint("kms")])
}

test_s3_is_enough_in_smb if {
	document := object.union(_document([_endpoint("s3")]), {"stacks": {"app": {"descriptor": {"intents": [{"kind": "model-route", "provider": "bedrock"}]}}}})
	count(rule.deny) == 0 with input as fixture.with_tier(document, "smb")
}

test_bedrock_needs_its_own_where_it_answers if {
	stacks := {"app": {"descriptor": {"intents": [{"kind": "model-route", "provider": "bedrock"}]}}}
	document := object.union(_document([_endpoint(service) | some service in _all]), {"stacks": stacks})
	{finding.key | some finding in rule.deny} == {"bedrock-runtime"} with input as document
}

test_private_names_are_needed if {
	closed := json.patch(_endpoint("kms"), [{"op": "add", "path": "/values/vpc_endpoint_type", "value": "Interface"}])
	fixture.attributes(rule.deny) == ["private_dns_enabled"] with input as _document(array.concat([closed], [_endpoint(service) | some service in (_all - {"kms"})]))
	open := json.patch(closed, [{"op": "add", "path": "/values/private_dns_enabled", "value": "${var.d}"}])
	fixture.attributes(rule.unknown) == ["private_dns_enabled"] with input as _document(array.concat([open], [_endpoint(service) | some service in (_all - {"kms"})]))
}

test_unknown_services_are_unknown if {
	document := _document([fixture.resource("aws_vpc_endpoint", "e", {"service_name": "${var.s}"})])
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}

test_what_a_module_makes_is_unknown if {
	document := fixture.with_refs(fixture.document([_vpc]), {"app/aws_vpc.main": {"module.vpc_id": ["app/module.m"]}})
	count(rule.deny) == 0 with input as document
	count(rule.unknown) == 1 with input as document
}
