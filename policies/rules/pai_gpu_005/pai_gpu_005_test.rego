package groundplane.policies.pai_gpu_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gpu_005 as rule

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

_operator(text) := _release("gpu-operator", {"devicePlugin": {"config": {"data": {"any": text}}}})

_in(document, descriptor) := object.union(document, {"stacks": {"app": {"descriptor": descriptor}}})

test_whole_gpus_and_slices_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _operator(`{"version":"v1","flags":{"migStrategy":"single"}}`)
	count(rule.deny | rule.unknown) == 0 with input as _release("gpu-operator", {})
}

test_sharing_is_denied if {
	{finding.key | some finding in rule.deny} == {"time-slicing"} with input as _operator(`{"sharing":{"timeSlicing":{"resources":[]}}}`)
	{finding.key | some finding in rule.deny} == {"MPS"} with input as _release("nvidia-device-plugin", {"config": {"map": {"any": "sharing:\n  mps: {}"}}})
	count(rule.deny) == 1 with input as _release("nvidia-device-plugin", {"config": {"map": {"any": {"sharing": {"timeSlicing": {}}}}}})
}

test_sharing_is_allowed_where_nothing_is_private if {
	shared := _operator(`{"sharing":{"timeSlicing":{}}}`)
	count(rule.deny) == 0 with input as _in(shared, {"stage": "staging"})
	count(rule.deny) == 0 with input as _in(shared, {"dataClasses": ["public"]})
	count(rule.deny) == 1 with input as _in(shared, {"dataClasses": ["public", "internal"]})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _operator("${var.sharing}")
	count(rule.unknown) == 1 with input as _operator("${var.sharing}")
	unread := fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "gpu-operator"}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([unread])
}
