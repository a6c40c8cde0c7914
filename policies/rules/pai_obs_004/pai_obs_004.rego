# METADATA
# title: Threats are looked for in the cluster too
# description: >-
#   GuardDuty watches the account, and where it is switched on here, it reads the audit log of Kubernetes and what runs on
#   the nodes. A detector of the whole organisation is judged where it is made.
# custom:
#   id: PAI-OBS-004
#   inspects: [aws_guardduty_detector, aws_guardduty_detector_feature]
#   controls:
#     checkov: [CKV_AWS_238]
#     aws-fsbp: [GuardDuty.1]
#     aws-aisf: [DETECT-02]
#     soc2: [CC7.2]
#     hipaa-164: [308(a)(1)(ii)(D)]
#     nist-ai-rmf-1.0: [MEASURE 2.7]
#     eu-ai-act: ["15"]
#   setting: "audit.guardDuty: own, or organisation where the security account switches it on"
#   fix: "GuarddutyDetectorFeature with name 'EKS_AUDIT_LOGS' and 'RUNTIME_MONITORING', status 'ENABLED'"
package groundplane.policies.pai_obs_004

import data.groundplane.facts.places
import data.groundplane.lib

# what it looks at
judged := array.concat(
	[resource | some type in {"aws_guardduty_detector", "aws_guardduty_detector_feature"}; some resource in input.by_type[type]],
	[lib.stack_place(name) | some name in _unwatched],
)

deny contains lib.finding(lib.stack_place(name), "threats", "nobody looks for threats: GuardDuty is off") if {
	some name in _unwatched
}

deny contains finding if {
	some finding in lib.breaches(input.by_type.aws_guardduty_detector, [_enabled])
}

deny contains lib.keyed(lib.finding(detector, "", sprintf("%s is off", [feature])), feature) if {
	some detector in input.by_type.aws_guardduty_detector
	not lib.goes_into_module(input.refs, detector)
	some feature, names in _wanted
	count(_on(detector) & names) == 0
	not _open(detector)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(input.by_type.aws_guardduty_detector, [_enabled])
}

unknown contains lib.finding(detector, "", "which features are on is known only after apply") if {
	some detector in input.by_type.aws_guardduty_detector
	some _, names in _wanted
	count(_on(detector) & names) == 0
	_maybe(detector)
}

_enabled := {"path": ["enable"], "absent": true, "allowed": [true], "message": "is switched off"}

_wanted := {"EKS_AUDIT_LOGS": {"EKS_AUDIT_LOGS"}, "RUNTIME_MONITORING": {"EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"}}

_features(detector) := places.pointing(detector, "aws_guardduty_detector_feature.detector_id")

_on(detector) := {feature.values.name |
	some feature in _features(detector)
	feature.values.status == "ENABLED"
}

_open(detector) if {
	some feature in _features(detector)
	some name in {"name", "status"}
	lib.unresolved(lib.value(feature, [name], ""))
}

_maybe(detector) if _open(detector)

_maybe(detector) if lib.goes_into_module(input.refs, detector)

# where nothing is switched on, only the platform itself can say that nobody else does it
_unwatched contains name if {
	some name, stack in input.stacks
	stack.descriptor.threats == "off"
}
