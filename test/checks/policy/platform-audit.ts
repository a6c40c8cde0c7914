import type { JsonObject } from '../../../contract';
import { bucket } from './platform-data';
import { key } from './platform-network';
import { at, stack } from './platform-stack';

const KEY = '${aws_kms_key.Key.arn}';

/** What records, watches and brings back: trail, archive, sinks, detection, alarms, backups, and Bedrock with its guardrail. */
export const AUDIT_STACK = stack(
  'audit',
  {
    resource: {
      aws_kms_key: { Key: key('audit/Key/Resource') },
      ...bucket('Archive', { tags: { content: 'audit' }, more: { object_lock_enabled: true } }),
      aws_s3_bucket_object_lock_configuration: {
        Archive: at('audit/Archive/Lock', {
          bucket: '${aws_s3_bucket.Archive.id}',
          rule: { default_retention: { mode: 'COMPLIANCE', days: 365 } },
        }),
      },
      ...trail(),
      ...sinks(),
      ...detection(),
      ...backups(),
      ...bedrock(),
    },
  },
  [],
  { siem: { sources: ['eks-audit', 'vpc-flow-logs', 'cloudtrail', 'gateway-audit', 'sso'] } },
);

function trail(): JsonObject {
  const events = (type: string, ...more: JsonObject[]): JsonObject => ({
    field_selector: [
      { field: 'eventCategory', equals: ['Data'] },
      { field: 'resources.type', equals: [type] },
      ...more,
    ],
  });
  return {
    aws_cloudwatch_log_group: {
      Trail: at('audit/Trail/Group', { name: '/aws/cloudtrail/acme', retention_in_days: 365, kms_key_id: KEY }),
      Invocations: at('audit/Bedrock/Group', { name: 'acme-invocations', retention_in_days: 365, kms_key_id: KEY }),
    },
    aws_cloudtrail: {
      Trail: at('audit/Trail/Resource', {
        name: 'acme',
        s3_bucket_name: '${aws_s3_bucket.Archive.id}',
        cloud_watch_logs_group_arn: '${aws_cloudwatch_log_group.Trail.arn}:*',
        is_multi_region_trail: true,
        enable_log_file_validation: true,
        kms_key_id: KEY,
        advanced_event_selector: [
          events('AWS::S3::Object', { field: 'resources.ARN', starts_with: ['arn:aws:s3:::acme-prod-documents/'] }),
          events('AWS::Bedrock::KnowledgeBase'),
          events('AWS::Bedrock::AgentAlias'),
        ],
      }),
    },
  };
}

function sinks(): JsonObject {
  return {
    aws_cloudwatch_log_account_policy: {
      Sink: at('audit/Sink/Policy', {
        policy_name: 'acme',
        policy_type: 'SUBSCRIPTION_FILTER_POLICY',
        policy_document: '{"DestinationArn":"arn:aws:firehose:eu-central-1:111122223333:deliverystream/acme"}',
      }),
    },
    aws_kinesis_firehose_delivery_stream: {
      Sink: at('audit/Sink/Stream', {
        name: 'acme',
        destination: 'http_endpoint',
        server_side_encryption: { enabled: true, key_type: 'CUSTOMER_MANAGED_CMK', key_arn: KEY },
        http_endpoint_configuration: {
          url: 'https://siem.acme.example',
          s3_backup_mode: 'FailedDataOnly',
          s3_configuration: { bucket_arn: '${aws_s3_bucket.Archive.arn}', kms_key_arn: KEY },
        },
      }),
    },
  };
}

function detection(): JsonObject {
  const feature = (name: string): JsonObject =>
    at(`audit/Detector/${name}`, { detector_id: '${aws_guardduty_detector.Detector.id}', name, status: 'ENABLED' });
  return {
    aws_guardduty_detector: { Detector: at('audit/Detector/Resource', { enable: true }) },
    aws_guardduty_detector_feature: { Audit: feature('EKS_AUDIT_LOGS'), Runtime: feature('RUNTIME_MONITORING') },
    aws_cloudwatch_metric_alarm: {
      Errors: at('audit/Alarms/Errors', {
        alarm_name: 'acme-errors',
        comparison_operator: 'GreaterThanThreshold',
        evaluation_periods: 5,
        namespace: 'AWS/ApplicationELB',
        metric_name: 'HTTPCode_Target_5XX_Count',
        alarm_actions: ['arn:aws:sns:eu-central-1:111122223333:acme-alarms'],
      }),
    },
  };
}

function backups(): JsonObject {
  return {
    aws_backup_vault: { Vault: at('audit/Backup/Vault', { name: 'acme', kms_key_arn: KEY }) },
    aws_backup_vault_lock_configuration: {
      Vault: at('audit/Backup/Lock', { backup_vault_name: '${aws_backup_vault.Vault.name}', min_retention_days: 7 }),
    },
    aws_backup_vault_notifications: {
      Vault: at('audit/Backup/Notifications', {
        backup_vault_name: '${aws_backup_vault.Vault.name}',
        backup_vault_events: ['BACKUP_JOB_FAILED'],
        sns_topic_arn: 'arn:aws:sns:eu-central-1:111122223333:acme-alarms',
      }),
    },
    aws_backup_plan: {
      Plan: at('audit/Backup/Plan', {
        name: 'acme',
        rule: {
          rule_name: 'daily',
          target_vault_name: '${aws_backup_vault.Vault.name}',
          schedule: 'cron(0 3 * * ? *)',
          copy_action: {
            destination_vault_arn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-copy',
          },
        },
      }),
    },
    aws_backup_selection: {
      All: at('audit/Backup/Selection', {
        name: 'all',
        plan_id: '${aws_backup_plan.Plan.id}',
        iam_role_arn: 'arn:aws:iam::111122223333:role/backup',
        resources: ['*'],
      }),
    },
  };
}

function bedrock(): JsonObject {
  const filter = (type: string): JsonObject => ({ type, input_strength: 'HIGH', output_strength: 'HIGH' });
  return {
    aws_bedrock_guardrail: {
      Guard: at('audit/Bedrock/Guardrail', {
        name: 'acme',
        blocked_input_messaging: 'no',
        blocked_outputs_messaging: 'no',
        kms_key_arn: KEY,
        content_policy_config: {
          filters_config: [filter('HATE'), { ...filter('PROMPT_ATTACK'), output_strength: 'NONE' }],
        },
        sensitive_information_policy_config: { pii_entities_config: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
        contextual_grounding_policy_config: { filters_config: [{ type: 'GROUNDING', threshold: 0.7 }] },
      }),
    },
    aws_bedrock_guardrail_version: {
      Guard: at('audit/Bedrock/Version', { guardrail_arn: '${aws_bedrock_guardrail.Guard.guardrail_arn}' }),
    },
    aws_bedrock_model_invocation_logging_configuration: {
      Logging: at('audit/Bedrock/Logging', {
        logging_config: {
          cloudwatch_config: {
            log_group_name: '${aws_cloudwatch_log_group.Invocations.name}',
            role_arn: 'arn:aws:iam::111122223333:role/bedrock-logging',
          },
        },
      }),
    },
    aws_bedrockagent_agent: {
      Helper: at('audit/Bedrock/Agent', {
        agent_name: 'helper',
        agent_resource_role_arn: 'arn:aws:iam::111122223333:role/helper',
        foundation_model: 'amazon.nova-pro-v1:0',
        customer_encryption_key_arn: KEY,
        guardrail_configuration: [{ guardrail_identifier: 'g', guardrail_version: '1' }],
      }),
    },
    aws_bedrockagent_knowledge_base: {
      Handbook: at('audit/Bedrock/Handbook', {
        name: 'handbook',
        role_arn: 'arn:aws:iam::111122223333:role/handbook',
        storage_configuration: { type: 'OPENSEARCH_SERVERLESS' },
      }),
    },
    aws_bedrockagent_data_source: {
      Handbook: at('audit/Bedrock/Source', {
        name: 'handbook',
        knowledge_base_id: '${aws_bedrockagent_knowledge_base.Handbook.id}',
        server_side_encryption_configuration: { kms_key_arn: KEY },
      }),
    },
  };
}
