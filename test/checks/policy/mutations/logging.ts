import { objectAt } from '../fixture';
import type { Mutation } from './mutation';

export const LOGGING: readonly Mutation[] = [
  [
    'PAI-OBS-001',
    'logs for ever',
    (app) => delete app.resource('aws_cloudwatch_log_group', (body) => body.name === 'flows').retention_in_days,
  ],
  [
    'PAI-OBS-001',
    'logs for a week',
    (app) =>
      Object.assign(
        app.resource('aws_cloudwatch_log_group', (body) => body.name === 'flows'),
        { retention_in_days: 7 },
      ),
  ],
  ['PAI-OBS-002', 'logs that reach no sink', (app) => app.remove('aws_cloudwatch_log_account_policy')],
  [
    'PAI-OBS-002',
    'a sink that nobody says gets the gateway',
    (app) => app.says('siem', { siem: { sources: ['eks-audit', 'vpc-flow-logs', 'cloudtrail', 'sso'] } }),
  ],
  [
    'PAI-OBS-003',
    'a trail of one region',
    (app) => Object.assign(app.resource('aws_cloudtrail'), { is_multi_region_trail: false }),
  ],
  [
    'PAI-OBS-003',
    'a trail without data events',
    (app) =>
      Object.assign(app.resource('aws_cloudtrail'), {
        advanced_event_selector: [{ field_selector: [{ field: 'eventCategory', equals: ['Management'] }] }],
      }),
  ],
  ['PAI-OBS-004', 'a detector without eyes', (app) => app.remove('aws_guardduty_detector_feature')],
  [
    'PAI-OBS-004',
    'a detector switched off',
    (app) => Object.assign(app.resource('aws_guardduty_detector'), { enable: false }),
  ],
  [
    'PAI-OBS-005',
    'an alarm that tells nobody',
    (app) => delete app.resource('aws_cloudwatch_metric_alarm').alarm_actions,
  ],
  ['PAI-OBS-005', 'backups that fail in silence', (app) => app.remove('aws_backup_vault_notifications')],
  [
    'PAI-OBS-006',
    'events that are lost',
    (app) =>
      Object.assign(objectAt(app.resource('aws_kinesis_firehose_delivery_stream'), 'http_endpoint_configuration'), {
        s3_backup_mode: 'Disabled',
      }),
  ],
  [
    'PAI-BR-001',
    'a cloud model nobody records',
    (app) => app.remove('aws_bedrock_model_invocation_logging_configuration'),
  ],
  [
    'PAI-BR-002',
    'a guardrail that stops no attack',
    (app) => delete app.resource('aws_bedrock_guardrail').content_policy_config,
  ],
  ['PAI-BR-002', 'a guardrail without version', (app) => app.remove('aws_bedrock_guardrail_version')],
];
