# METADATA
# title: What charts leave to whoever installs them
# description: >-
#   Places in the values of the pinned charts whose default is empty or unsafe. Read in the values.yaml of each chart; a test
#   holds every path against what the chart knows.
package groundplane.facts.charts

# resources of containers that have none unless they are set
resources_at := {
	"aws-load-balancer-controller": [["resources"]],
	"cluster-autoscaler": [["resources"]],
	"external-secrets": [["resources"], ["webhook", "resources"], ["certController", "resources"]],
	"fluent-bit": [["resources"]],
	"karpenter": [["controller", "resources"]],
	"litellm-helm": [["resources"]],
	"nvidia-device-plugin": [["resources"]],
	"oauth2-proxy": [["resources"]],
	"ollama": [["resources"]],
	"open-webui": [["resources"]],
	"opentelemetry-collector": [["resources"]],
	"qdrant": [["resources"]],
	"redis": [["resources"]],
	"valkey": [["resources"]],
	"vector": [["resources"]],
}

# security of pods and containers that is empty unless it is set
security_at := {
	"litellm-helm": {"pod": ["podSecurityContext"], "container": ["securityContext"]},
	"ollama": {"pod": ["podSecurityContext"], "container": ["securityContext"]},
	"open-webui": {"pod": ["podSecurityContext"], "container": ["containerSecurityContext"]},
	"vllm-stack": {"pod": ["servingEngineSpec", "securityContext"], "container": ["servingEngineSpec", "containerSecurityContext"]},
}

# tokens of service accounts that are mounted unless it is said otherwise
token_at := {
	"litellm-helm": ["serviceAccount", "automount"],
	"oauth2-proxy": ["serviceAccount", "automountServiceAccountToken"],
	"ollama": ["serviceAccount", "automount"],
}

# charts of agents, which read the node they run on
agents := {
	"aws-for-fluent-bit",
	"dcgm-exporter",
	"fluent-bit",
	"gpu-operator",
	"kube-prometheus-stack",
	"nvidia-device-plugin",
	"opentelemetry-collector",
	"vector",
}

# charts of what people sign in to, with where their replicas and their spread stand
doors := {
	"oauth2-proxy": {"replicas": ["replicaCount"], "spread": ["topologySpreadConstraints"]},
	"open-webui": {"replicas": ["replicaCount"], "spread": ["topologySpreadConstraints"]},
}
