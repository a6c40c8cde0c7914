# METADATA
# title: Pods read secrets from where they are kept
# description: >-
#   Secrets reach pods through External Secrets or the CSI driver. No container gets one as a value in its
#   environment, and no Kubernetes Secret is written from Terraform: both stand in the state and in the history of the
#   release.
# custom:
#   id: PAI-SEC-005
#   inspects: [helm_release, kubernetes_secret_v1, kubernetes_deployment_v1, Deployment, StatefulSet, LeaderWorkerSet, DaemonSet, Job, Secret]
#   controls:
#     checkov: [CKV_K8S_35]
#     cis-eks-1.8: ["4.4.1", "4.4.2"]
#     aws-aisf: [DATA-03]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#   fix: "env: [{ name, valueFrom: { secretKeyRef } }], with an ExternalSecret that fills the Secret; the ExternalSecrets component makes both"
package groundplane.policies.pai_sec_005

import data.groundplane.facts.containers
import data.groundplane.lib

deny contains lib.keyed(lib.finding(entry.place, entry.attribute, sprintf("%s is a value in the environment", [entry.name])), entry.name) if {
	some entry in containers.environment
	_is_secret(entry.name)
	not _refers(entry.value)
}

deny contains lib.finding(secret, attribute, "writes a Kubernetes Secret from Terraform") if {
	some type in {"kubernetes_secret", "kubernetes_secret_v1"}
	some secret in input.by_type[type]
	some attribute in {"data", "binary_data"}
	not object.get(secret.values, attribute, {}) in {{}, ""}
}

deny contains lib.finding(secret, secret.attribute, "writes a Kubernetes Secret from Terraform") if {
	some secret in input.objects.Secret
	some name in {"data", "stringData"}
	not object.get(secret.object, name, {}) in {{}, ""}
}

unknown := set()

_is_secret(name) if regex.match(`(?i)(^|_)(password|passwd|token|secret|(api|master|private|access|secret|encryption)_?key|credentials?)$`, name)

# names of what holds it, as the program or Kubernetes reads them
_refers(value) if regex.match(`^(\$\(|os\.environ/|\$__)`, value)

_refers("")
