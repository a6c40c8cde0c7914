# METADATA
# title: Interfaces for people use single sign-on
# description: >-
#   Every interface people open, such as chat, dashboards and deployments, signs them in through OIDC or SAML, and its
#   local administrator is off. There is one place then where somebody leaves.
# custom:
#   id: PAI-IAM-009
#   inspects: [helm_release]
#   controls:
#     aws-aisf: [IAM-08]
#     soc2: [CC6.1]
#     hipaa-164: [312(d)]
#     nist-ai-rmf-1.0: [GOVERN 2.1]
#     eu-ai-act: ["14"]
#   fix: "grafana: { 'grafana.ini': { 'auth.generic_oauth': { enabled: true }, auth: { disable_login_form: true } } }; open-webui: { sso: { enabled: true } }; argo-cd: { configs: { cm: { 'admin.enabled': 'false', 'oidc.config': … } } }"
#   setting: "signIn.issuer: https://login.acme.example with signIn.clientId"
package groundplane.policies.pai_iam_009

import data.groundplane.facts.releases
import data.groundplane.lib

deny contains lib.keyed(lib.finding_at(release, need.path, need.message), need.chart) if {
	some need in _needs
	some release in object.get(releases.by_chart, need.chart, set())
	some found in [lib.value(release, need.path, need.absent)]
	not _meets(need, found)
	not lib.unresolved(found)
}

unknown contains lib.open_at(release, need.path) if {
	some need in _needs
	some release in object.get(releases.by_chart, need.chart, set())
	lib.unresolved(lib.value(release, need.path, need.absent))
}

unknown contains lib.finding(release, "values", "how people sign in cannot be read before apply") if {
	some need in _needs
	some release in object.get(releases.unreadable, need.chart, set())
}

_meets(need, found) if found in need.allowed

_meets(need, found) if {
	need.any
	not found in {"", false}
}

# what each chart calls it, with what it does where nothing is said
_needs := {
	{"chart": "open-webui", "path": ["values", "sso", "enabled"], "absent": false, "allowed": [true], "any": false, "message": "people sign in with local passwords"},
	{"chart": "grafana", "path": ["values", "grafana.ini", "auth", "disable_login_form"], "absent": false, "allowed": [true], "any": false, "message": "the form for local passwords is on"},
	{"chart": "grafana", "path": ["values", "grafana.ini", "auth.generic_oauth", "enabled"], "absent": false, "allowed": [true], "any": false, "message": "single sign-on is off"},
	{"chart": "kube-prometheus-stack", "path": ["values", "grafana", "grafana.ini", "auth", "disable_login_form"], "absent": false, "allowed": [true], "any": false, "message": "the form for local passwords is on"},
	{"chart": "kube-prometheus-stack", "path": ["values", "grafana", "grafana.ini", "auth.generic_oauth", "enabled"], "absent": false, "allowed": [true], "any": false, "message": "single sign-on is off"},
	{"chart": "argo-cd", "path": ["values", "configs", "cm", "admin.enabled"], "absent": true, "allowed": ["false", false], "any": false, "message": "the local administrator is on"},
	{"chart": "argo-cd", "path": ["values", "configs", "cm", "oidc.config"], "absent": "", "allowed": [], "any": true, "message": "single sign-on is off"},
}
