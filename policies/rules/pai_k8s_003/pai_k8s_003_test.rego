package groundplane.policies.pai_k8s_003_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_003 as rule

_good := {"runAsNonRoot": true, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"}}

_workload(kind, namespace, container, pod) := fixture.with_object(fixture.empty, {"kind": kind, "metadata": {"namespace": namespace}, "spec": {"template": {"spec": {"securityContext": pod, "containers": [{"image": "x:1", "securityContext": container}]}}}})

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": "litellm-helm"}), {"values": values})])

test_restricted_pods_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _workload("Deployment", "chat", _good, {})
	in_pod := object.remove(_good, ["runAsNonRoot", "seccompProfile"])
	count(rule.deny) == 0 with input as _workload("Deployment", "chat", in_pod, {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}})
	count(rule.deny) == 0 with input as _workload("DaemonSet", "gpu-system", {}, {})
}

test_the_provider_is_read_the_same if {
	context := {"run_as_non_root": true, "allow_privilege_escalation": false, "read_only_root_filesystem": true, "capabilities": [{"drop": ["ALL"]}], "seccomp_profile": [{"type": "RuntimeDefault"}]}
	pod := {"container": [{"image": "x:1", "security_context": [context]}]}
	count(rule.deny) == 0 with input as fixture.one("kubernetes_pod_v1", {"spec": [pod]})
}

test_each_right_too_many_is_denied if {
	count(rule.deny) == 5 with input as _workload("Deployment", "chat", {}, {})
	{f.key | some f in rule.deny} == {"may run as root"} with input as _workload("Deployment", "chat", object.union(_good, {"runAsNonRoot": false}), {"runAsNonRoot": true})
	count(rule.deny) == 5 with input as _workload("DaemonSet", "chat", {}, {})
}

test_charts_close_three_of_them if {
	count(rule.deny) == 3 with input as _release({})
	count(rule.deny) == 0 with input as _release({"podSecurityContext": {"seccompProfile": {"type": "RuntimeDefault"}}, "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}})
	{"the container is privileged"} == {f.message | some f in rule.deny} with input as _release({"securityContext": object.union(_good, {"privileged": true})})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _release({"securityContext": "${var.s}"})
	count(rule.unknown) == 1 with input as _release({"securityContext": "${var.s}"})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "litellm-helm"}), ["values[0]"])])
}
