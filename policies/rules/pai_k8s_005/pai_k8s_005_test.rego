package groundplane.policies.pai_k8s_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_005 as rule

_workload(kind, namespace, spec) := fixture.with_object(fixture.empty, {"kind": kind, "metadata": {"namespace": namespace}, "spec": {"template": {"spec": spec}}})

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

test_pods_off_the_node_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _workload("Deployment", "chat", {"hostNetwork": false, "volumes": [{"emptyDir": {}}, 5]})
	count(rule.deny | rule.unknown) == 0 with input as _workload("DaemonSet", "kube-system", {"hostPID": true})
	count(rule.deny | rule.unknown) == 0 with input as _release("fluent-bit", {"hostNetwork": true})
}

test_pods_on_the_node_are_denied if {
	every name in ["hostNetwork", "hostPID", "hostIPC"] {
		count(rule.deny) == 1 with input as _workload("Deployment", "kube-system", {name: true})
		count(rule.deny) == 1 with input as _release("ollama", {name: true})
	}
	fixture.attributes(rule.deny) == ["values.resources[0].spec.template.spec.volumes[1]"] with input as _workload("DaemonSet", "chat", {"volumes": [{"emptyDir": {}}, {"hostPath": {"path": "/"}}]})
	count(rule.deny) == 1 with input as fixture.one("kubernetes_pod_v1", {"spec": [{"volume": [{"host_path": [{"path": "/"}]}]}]})
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _workload("Deployment", "chat", {"hostNetwork": "${var.h}"})
	count(rule.unknown) == 1 with input as _workload("Deployment", "chat", {"hostNetwork": "${var.h}"})
	count(rule.unknown) == 1 with input as _release("ollama", {"hostNetwork": "${var.h}"})
}
