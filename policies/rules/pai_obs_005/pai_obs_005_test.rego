package groundplane.policies.pai_obs_005_test

import data.groundplane.fixture
import data.groundplane.policies.pai_obs_005 as rule

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "p", {"chart": "kube-prometheus-stack"}), {"values": values})])

_vault := fixture.resource("aws_backup_vault", "v", {})

test_alarms_that_tell_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as fixture.one("aws_cloudwatch_metric_alarm", {"alarm_actions": ["${aws_sns_topic.t.arn}"]})
	count(rule.deny) == 0 with input as _release({})
	alarm := fixture.resource("aws_cloudwatch_metric_alarm", "a", {"namespace": "AWS/Backup", "alarm_actions": ["t"]})
	count(rule.deny) == 0 with input as fixture.document([_vault, alarm])
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([_vault]), {"app/aws_backup_vault.v": {"aws_backup_vault_notifications.backup_vault_name": ["app/n.n"]}})
}

test_events_of_backups_that_go_somewhere_are_told if {
	events := fixture.with_docs(fixture.resource("aws_cloudwatch_event_rule", "e", {}), {"event_pattern": {"source": ["aws.backup"]}})
	target := {"app/aws_cloudwatch_event_rule.e": {"aws_cloudwatch_event_target.rule": ["app/t.t"]}}
	count(rule.deny) == 0 with input as fixture.with_refs(fixture.document([_vault, events]), target)
	count(rule.deny) == 1 with input as fixture.document([_vault, events])
}

test_silent_ones_are_denied if {
	fixture.attributes(rule.deny) == ["alarm_actions"] with input as fixture.one("aws_cloudwatch_composite_alarm", {})
	fixture.attributes(rule.deny) == ["actions_enabled"] with input as fixture.one("aws_cloudwatch_metric_alarm", {"alarm_actions": ["t"], "actions_enabled": false})
	fixture.attributes(rule.deny) == ["values.alertmanager.enabled"] with input as _release({"alertmanager": {"enabled": false}})
	count(rule.deny) == 1 with input as fixture.document([_vault])
}

test_unknown_is_unknown if {
	count(rule.unknown) == 1 with input as fixture.one("aws_cloudwatch_metric_alarm", {"alarm_actions": ["t"], "actions_enabled": "${var.on}"})
	count(rule.unknown) == 1 with input as _release({"alertmanager": {"enabled": "${var.on}"}})
	count(rule.unknown) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "p", {"chart": "kube-prometheus-stack"}), ["values[0]"])])
}
