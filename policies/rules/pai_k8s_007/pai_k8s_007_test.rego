package groundplane.policies.pai_k8s_007_test

import data.groundplane.fixture
import data.groundplane.policies.pai_k8s_007 as rule

_pod(spec) := {"stack": "app", "address": "helm_release.p", "path": "app/P", "attribute": "values.resources[0]", "object": {"kind": "Pod", "spec": spec}}

_binding := {"stack": "app", "address": "helm_release.b", "path": "app/B", "attribute": "values.resources[1]", "object": {"kind": "RoleBinding", "subjects": [{"kind": "ServiceAccount", "name": "reader"}, {"kind": "Group", "name": "ingestion"}]}}

_document(spec) := object.union(fixture.empty, {"objects": {"Pod": [_pod(spec)], "RoleBinding": [_binding]}})

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": "ollama"}), {"values": values})])

test_an_own_identity_is_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document({"serviceAccountName": "ingestion", "automountServiceAccountToken": false})
	count(rule.deny | rule.unknown) == 0 with input as _document({"serviceAccountName": "reader"})
	count(rule.deny | rule.unknown) == 0 with input as _release({"serviceAccount": {"automount": false}})
}

test_a_shared_one_is_denied if {
	fixture.attributes(rule.deny) == ["values.resources[0].spec.automountServiceAccountToken", "values.resources[0].spec.serviceAccountName"] with input as _document({})
	fixture.attributes(rule.deny) == ["values.resources[0].spec.automountServiceAccountToken"] with input as _document({"serviceAccountName": "ingestion"})
	fixture.attributes(rule.deny) == ["values.serviceAccount.automount"] with input as _release({})
}

test_unknown_is_unknown if {
	count(rule.unknown) == 1 with input as _document({"serviceAccountName": "ingestion", "automountServiceAccountToken": "${var.t}"})
	count(rule.deny) == 0 with input as _document({"serviceAccountName": "ingestion", "automountServiceAccountToken": "${var.t}"})
	count(rule.unknown) == 1 with input as _release({"serviceAccount": {"automount": "${var.t}"}})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "ollama"}), ["values[0]"])])
}
