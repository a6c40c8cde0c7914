package groundplane.policies.pai_obs_004_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_004 as rule

_detector := fixture.resource("aws_guardduty_detector", "d", {})

_feature(name, status) := fixture.resource("aws_guardduty_detector_feature", lower(name), {"name": name, "status": status})

_with(features) := fixture.with_refs(
	fixture.document(array.concat([_detector], features)),
	{"app/aws_guardduty_detector.d": {"aws_guardduty_detector_feature.detector_id": [sprintf("app/%s", [f.address]) | some f in features]}},
)

test_both_features_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _with([_feature("EKS_AUDIT_LOGS", "ENABLED"), _feature("RUNTIME_MONITORING", "ENABLED")])
}

test_each_missing_feature_is_denied if {
	{f.key | some f in rule.deny} == {"EKS_AUDIT_LOGS", "RUNTIME_MONITORING"} with input as _with([])
	{f.key | some f in rule.deny} == {"RUNTIME_MONITORING"} with input as _with([_feature("EKS_AUDIT_LOGS", "ENABLED"), _feature("RUNTIME_MONITORING", "DISABLED")])
	fixture.attributes(rule.deny) == ["", "", "enable"] with input as fixture.one("aws_guardduty_detector", {"enable": false})
}

test_unknown_is_unknown if {
	every document in [
		_with([_feature("EKS_AUDIT_LOGS", "ENABLED"), _feature("RUNTIME_MONITORING", "${var.s}")]),
		fixture.with_refs(fixture.document([_detector]), {"app/aws_guardduty_detector.d": {"module.detector": ["app/module.m"]}}),
	] {
		count(rule.deny) == 0 with input as document
		count(rule.unknown) == 1 with input as document
	}
	fixture.attributes(rule.unknown) == ["enable"] with input as json.patch(_with([_feature("EKS_AUDIT_LOGS", "ENABLED"), _feature("RUNTIME_MONITORING", "ENABLED")]), [{"op": "add", "path": "/by_type/aws_guardduty_detector/0/values/enable", "value": "${var.on}"}])
}

_says(word) := object.union(fixture.document([]), {"stacks": {"detection": {"descriptor": {"threats": word}}}})

test_watching_nothing_is_denied if {
	{f.message | some f in rule.deny} == {"nobody looks for threats: GuardDuty is off"} with input as _says("off")
	count(rule.judged) == 1 with input as _says("off")
}

test_a_detector_of_the_organisation_is_judged_where_it_is_made if {
	count(rule.deny | rule.unknown) == 0 with input as _says("organisation")
	count(rule.judged) == 0 with input as _says("organisation")
}
