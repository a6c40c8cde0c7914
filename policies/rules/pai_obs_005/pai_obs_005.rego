# METADATA
# title: Alarms wake somebody
# description: >-
#   Each alarm is switched on and tells somebody; Prometheus has its Alertmanager; failed backups are told of. An alarm
#   without an action is a graph nobody looks at.
# custom:
#   id: PAI-OBS-005
#   inspects: [aws_cloudwatch_metric_alarm, aws_cloudwatch_composite_alarm, aws_backup_vault, helm_release]
#   controls:
#     checkov: [CKV_AWS_319]
#     aws-aisf: [DETECT-05]
#     soc2: [CC7.2]
#     hipaa-164: [308(a)(6)(ii)]
#     nist-ai-rmf-1.0: [MEASURE 2.4, MANAGE 4.1]
#     eu-ai-act: ["26"]
#   fix: "alarmActions: [topic.arn]; alertmanager.enabled: true; BackupVaultNotifications with BACKUP_JOB_FAILED"
package groundplane.policies.pai_obs_005

import data.groundplane.facts.releases
import data.groundplane.lib

# what it looks at
judged := array.concat([thing | some type in {"aws_backup_vault", "aws_cloudwatch_composite_alarm", "aws_cloudwatch_metric_alarm"}; some thing in input.by_type[type]], object.get(releases.by_chart, "kube-prometheus-stack", []))

deny contains finding if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some finding in lib.breaches(input.by_type[type], _wishes)
}

deny contains finding if {
	some finding in lib.breaches(releases.by_chart["kube-prometheus-stack"], [_alertmanager])
}

deny contains lib.finding(vault, "", "nobody is told of a failed backup") if {
	some vault in input.by_type.aws_backup_vault
	count(lib.pointers(input.refs, vault, "aws_backup_vault_notifications.backup_vault_name")) == 0
	not _backup_alarm
}

unknown contains finding if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some finding in lib.undecided_wishes(input.by_type[type], _wishes)
}

unknown contains finding if {
	some finding in lib.undecided_wishes(releases.by_chart["kube-prometheus-stack"], [_alertmanager])
}

unknown contains lib.finding(release, "values", "cannot be read before apply") if {
	some release in releases.unreadable["kube-prometheus-stack"]
}

_wishes := [
	{"path": ["alarm_actions"], "given": true, "message": "tells nobody"},
	{"path": ["actions_enabled"], "absent": true, "allowed": [true], "message": "is switched off"},
]

_alertmanager := {"path": ["values", "alertmanager", "enabled"], "absent": true, "allowed": [true], "message": "alerts go nowhere"}

_backup_alarm if {
	some alarm in input.by_type.aws_cloudwatch_metric_alarm
	alarm.values.namespace == "AWS/Backup"
}

_backup_alarm if {
	some rule in input.by_type.aws_cloudwatch_event_rule
	"aws.backup" in rule.docs.event_pattern.source
	count(lib.pointers(input.refs, rule, "aws_cloudwatch_event_target.rule")) > 0
}
