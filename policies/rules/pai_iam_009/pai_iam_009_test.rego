package groundplane.policies.pai_iam_009_test

import data.groundplane.fixture
import data.groundplane.policies.pai_iam_009 as rule

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

_grafana := {"grafana.ini": {"auth.generic_oauth": {"enabled": true}, "auth": {"disable_login_form": true}}}

test_single_sign_on_is_allowed if {
	every document in [
		_release("open-webui", {"sso": {"enabled": true}}),
		_release("grafana", _grafana),
		_release("kube-prometheus-stack", {"grafana": _grafana}),
		_release("argo-cd", {"configs": {"cm": {"admin.enabled": "false", "oidc.config": "name: SSO"}}}),
		_release("karpenter", {}),
	] {
		count(rule.deny | rule.unknown) == 0 with input as document
	}
}

test_local_passwords_are_denied if {
	fixture.attributes(rule.deny) == ["values.sso.enabled"] with input as _release("open-webui", {})
	count(rule.deny) == 2 with input as _release("grafana", {})
	count(rule.deny) == 2 with input as _release("argo-cd", {"configs": {"cm": {"admin.enabled": true}}})
}

test_unknown_is_unknown if {
	fixture.attributes(rule.unknown) == ["values.sso.enabled"] with input as _release("open-webui", {"sso": {"enabled": "${var.sso}"}})
	count(rule.deny) == 0 with input as _release("open-webui", {"sso": {"enabled": "${var.sso}"}})
	unread := fixture.with_unknown(fixture.resource("helm_release", "r", {"chart": "open-webui"}), ["values[0]"])
	fixture.attributes(rule.unknown) == ["values"] with input as fixture.document([unread])
}
