# METADATA
# title: Ways in from Kubernetes are internal
# description: >-
#   Ingresses and Services of type LoadBalancer are internal. One that faces the internet is declared, and has a
#   certificate and a web firewall. Scanners do not read Helm values, so this is the exposure nobody sees.
# custom:
#   id: PAI-NET-008
#   inspects: [helm_release, kubernetes_manifest, kubernetes_ingress_v1, kubernetes_service_v1]
#   controls:
#     checkov: [CKV2_AWS_28]
#     aws-fsbp: [ELB.16]
#     cis-eks-1.8: ["5.4.5"]
#     aws-aisf: [INFRA-03]
#     soc2: [CC6.6]
#     hipaa-164: [312(e)(1)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   fix: "alb.ingress.kubernetes.io/scheme: internal; for the internet certificate-arn and wafv2-acl-arn"
#   setting: "entry.exposure: internal, or entry.exposure: internet with entry.reason and gateway.certificateArn"
package groundplane.policies.pai_net_008

import data.groundplane.facts.entries
import data.groundplane.lib

deny contains lib.finding(entry.place, entry.attribute, "faces the internet, and nobody declared it") if {
	some entry in _public
	not entries.public_declared
}

deny contains lib.finding(entry.place, entry.attribute, "faces the internet without a certificate") if {
	some entry in _public
	not _has(entry, {"alb.ingress.kubernetes.io/certificate-arn", "service.beta.kubernetes.io/aws-load-balancer-ssl-cert"})
}

deny contains lib.finding(entry.place, entry.attribute, "faces the internet without a web firewall") if {
	some entry in entries.ingresses
	_scheme(entry) == "internet-facing"
	not _has(entry, {"alb.ingress.kubernetes.io/wafv2-acl-arn", "alb.ingress.kubernetes.io/wafv2-acl-name"})
}

unknown contains lib.finding(entry.place, entry.attribute, "whom it faces is known only after apply") if {
	some entry in _entries
	_open(entry)
}

_entries := array.concat(entries.ingresses, entries.services)

_public := array.concat(
	[entry |
		some entry in entries.ingresses
		_scheme(entry) == "internet-facing"
	],
	[entry |
		some entry in entries.services
		is_object(entry.annotations)
		not _internal(entry)
		not _open(entry)
	],
)

_scheme(entry) := object.get(entry.annotations, "alb.ingress.kubernetes.io/scheme", "internal") if is_object(entry.annotations)

# what the controller in Kubernetes itself makes is public unless it is told otherwise
_internal(entry) if object.get(entry.annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme", "") == "internal"

_internal(entry) if object.get(entry.annotations, "service.beta.kubernetes.io/aws-load-balancer-internal", "") in {"true", true}

_internal(entry) if {
	entry.class == "service.k8s.aws/nlb"
	object.get(entry.annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme", "internal") == "internal"
}

_has(entry, names) if {
	some name in names
	object.get(entry.annotations, name, "") != ""
}

_open(entry) if lib.unresolved(entry.annotations)

_open(entry) if {
	is_object(entry.annotations)
	some name, value in entry.annotations
	regex.match(`(/scheme|/aws-load-balancer-(scheme|internal))$`, name)
	lib.unresolved(value)
}
