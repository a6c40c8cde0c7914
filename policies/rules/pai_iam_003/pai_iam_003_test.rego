package groundplane.policies.pai_iam_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_003 as rule

_policy(statement) := fixture.document([fixture.with_docs(fixture.resource("aws_iam_policy", "p", {}), {"policy": {"Statement": [object.union({"Effect": "Allow"}, statement)]}})])

_invoke(resource) := _policy({"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": resource})

test_named_models_are_allowed if {
	every resource in ["arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0", "arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-pro-v1:0", "${aws_bedrock_inference_profile.p.arn}"] {
		count(rule.deny | rule.unknown) == 0 with input as _invoke(resource)
	}
}

test_any_model_is_denied if {
	every resource in ["*", "arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:*", "arn:aws:bedrock:eu-central-1:111122223333:*"] {
		some finding in rule.deny with input as _invoke(resource)
		finding.key == resource
	}
	count(rule.deny) == 1 with input as _policy({"Action": "bedrock:Invoke*", "Resource": "*"})
}

test_other_actions_may_be_wide if {
	count(rule.deny | rule.unknown) == 0 with input as _policy({"Action": "bedrock:ListFoundationModels", "Resource": "*"})
}

test_unknown_models_are_unknown if {
	count(rule.deny) == 0 with input as _invoke("${var.m}")
	count(rule.unknown) == 1 with input as _invoke("${var.m}")
}
