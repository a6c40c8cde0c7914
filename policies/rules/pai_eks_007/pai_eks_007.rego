# METADATA
# title: A cluster cannot be deleted by one call
# description: >-
#   Production clusters have deletion protection on. One destroy in the wrong place takes the whole platform
#   otherwise.
# custom:
#   id: PAI-EKS-007
#   inspects: [aws_eks_cluster]
#   controls:
#     soc2: [A1.2]
#     hipaa-164: [308(a)(7)(i)]
#     nist-ai-rmf-1.0: [MANAGE 2.3]
#     eu-ai-act: ["15"]
#   fix: "deletionProtection: true"
#   setting: "environments.<name>.deletionProtection: on"
package groundplane.policies.pai_eks_007

import data.groundplane.facts.places
import data.groundplane.lib

deny := lib.breaches(_clusters, _wishes)

unknown := lib.undecided_wishes(_clusters, _wishes)

_clusters := [cluster |
	some cluster in input.by_type.aws_eks_cluster
	not cluster.stack in places.rehearsals
]

_wishes := {{"path": ["deletion_protection"], "absent": false, "allowed": [true], "message": "can be deleted by one call"}}
