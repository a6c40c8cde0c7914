package groundplane.policies.pai_dat_014_test

import data.groundplane.fixture
import data.groundplane.policies.pai_dat_014 as rule

_home := {"stacks": {"app": {"descriptor": {"region": "eu-central-1"}, "providers": {"aws": [{"region": "eu-west-1"}]}}}}

_document(resources) := object.union(fixture.document(resources), _home)

_gateway(model) := fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": {"proxy_config": {"model_list": [{"model_name": "chat", "litellm_params": {"model": model}}]}}})

_plan(vault) := fixture.resource("aws_backup_plan", "p", {"rule": [{"copy_action": [{"destination_vault_arn": vault}]}]})

test_what_stays_is_allowed if {
	every resource in [
		_gateway("bedrock/eu.amazon.nova-pro-v1:0"),
		_gateway("bedrock/amazon.nova-pro-v1:0"),
		_gateway("hosted_vllm/chat"),
		_plan("arn:aws:backup:eu-north-1:111122223333:backup-vault:copy"),
		_plan("${aws_backup_vault.copy.arn}"),
		fixture.resource("aws_s3_bucket", "b", {"region": "eu-west-3"}),
	] {
		count(rule.deny | rule.unknown) == 0 with input as _document([resource])
	}
}

test_what_leaves_is_denied if {
	every resource in [
		_gateway("bedrock/us.amazon.nova-pro-v1:0"),
		_gateway("bedrock/converse/global.amazon.nova-pro-v1:0"),
		_plan("arn:aws:backup:us-east-1:111122223333:backup-vault:copy"),
		fixture.resource("aws_s3_bucket", "b", {"region": "ap-south-1"}),
	] {
		count(rule.deny) == 1 with input as _document([resource])
	}
	document := json.patch(_document([]), [{"op": "replace", "path": "/stacks/app/providers/aws/0/region", "value": "us-east-1"}])
	fixture.attributes(rule.deny) == ["provider.aws[0].region"] with input as document
}

test_asia_has_a_profile_of_another_name if {
	document := json.patch(_document([_gateway("bedrock/apac.amazon.nova-pro-v1:0")]), [{"op": "replace", "path": "/stacks/app/descriptor/region", "value": "ap-south-1"}, {"op": "replace", "path": "/stacks/app/providers/aws/0/region", "value": "ap-south-2"}])
	count(rule.deny) == 0 with input as document
}

test_govcloud_is_a_place_of_its_own if {
	document := json.patch(_document([]), [{"op": "replace", "path": "/stacks/app/descriptor/region", "value": "us-gov-west-1"}, {"op": "replace", "path": "/stacks/app/providers/aws/0/region", "value": "us-east-1"}])
	count(rule.deny) == 1 with input as document
}

test_where_nobody_says_where_it_is_nothing_is_judged if {
	count(rule.deny) == 0 with input as fixture.document([fixture.resource("aws_s3_bucket", "b", {"region": "ap-south-1"})])
}

test_an_unknown_copy_is_unknown if {
	count(rule.deny) == 0 with input as _document([_plan("${var.vault}")])
	count(rule.unknown) == 1 with input as _document([_plan("${var.vault}")])
}
