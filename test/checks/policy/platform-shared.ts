import type { JsonObject } from '../../../contract';
import { key } from './platform-network';
import { at, KEPT, remoteState, stack } from './platform-stack';

const KEY = '${aws_kms_key.Key.arn}';

/** What stands around the platform: a way in, secrets, queues, images, budgets. */
export const SHARED_STACK = stack('shared', {
  data: remoteState('network'),
  resource: {
    aws_kms_key: { Key: key('shared/Key/Resource') },
    ...entry(),
    ...secrets(),
    ...messages(),
    ...spending(),
    aws_cognito_user_pool: {
      People: at('shared/People/Resource', {
        name: 'acme',
        mfa_configuration: 'ON',
        admin_create_user_config: { allow_admin_create_user_only: true },
        deletion_protection: 'ACTIVE',
      }),
    },
    aws_ecr_repository: {
      Images: at('shared/Images/Resource', {
        name: 'acme/gateway',
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: { encryption_type: 'KMS', kms_key: KEY },
      }),
    },
    aws_ecr_lifecycle_policy: {
      Images: at('shared/Images/Lifecycle', {
        repository: '${aws_ecr_repository.Images.name}',
        policy:
          '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":20},"action":{"type":"expire"}}]}',
      }),
    },
    aws_ebs_volume: {
      Cache: at('shared/Cache/Volume', {
        availability_zone: 'eu-central-1a',
        size: 200,
        encrypted: true,
        kms_key_id: KEY,
        ...KEPT,
      }),
    },
    aws_efs_file_system: { Weights: at('shared/Weights/Resource', { encrypted: true, kms_key_id: KEY, ...KEPT }) },
  },
});

function secrets(): JsonObject {
  return {
    aws_secretsmanager_secret: {
      Database: at('shared/Database/Secret', {
        name: 'acme-prod/database',
        kms_key_id: KEY,
        recovery_window_in_days: 30,
      }),
    },
    aws_secretsmanager_secret_version: {
      Database: at('shared/Database/Value', {
        secret_id: '${aws_secretsmanager_secret.Database.id}',
        secret_string_wo: '${ephemeral.aws_secretsmanager_random_password.Database.random_password}',
        secret_string_wo_version: 1,
      }),
    },
    aws_secretsmanager_secret_rotation: {
      Database: at('shared/Database/Rotation', {
        secret_id: '${aws_secretsmanager_secret.Database.id}',
        rotation_rules: { automatically_after_days: 30 },
      }),
    },
    aws_ssm_parameter: {
      Region: at('shared/Region/Resource', { name: '/acme/region', type: 'String', value: 'eu-central-1' }),
    },
  };
}

function messages(): JsonObject {
  return {
    aws_sns_topic: { Alarms: at('shared/Alarms/Resource', { name: 'acme-alarms', kms_master_key_id: KEY }) },
    aws_sqs_queue: { Work: at('shared/Work/Resource', { name: 'acme-work', kms_master_key_id: KEY }) },
  };
}

function spending(): JsonObject {
  const notice = (notification_type: string, threshold: number): JsonObject => ({
    comparison_operator: 'GREATER_THAN',
    notification_type,
    threshold,
    threshold_type: 'PERCENTAGE',
    subscriber_email_addresses: ['finance@acme.example'],
  });
  return {
    aws_budgets_budget: {
      Month: at('shared/Budget/Resource', {
        name: 'acme',
        budget_type: 'COST',
        time_unit: 'MONTHLY',
        limit_amount: '5000',
        limit_unit: 'USD',
        notification: [notice('ACTUAL', 80), notice('FORECASTED', 100)],
      }),
    },
    aws_ce_anomaly_monitor: {
      Services: at('shared/Anomaly/Monitor', {
        name: 'acme',
        monitor_type: 'DIMENSIONAL',
        monitor_dimension: 'SERVICE',
      }),
    },
    aws_ce_anomaly_subscription: {
      Finance: at('shared/Anomaly/Subscription', {
        name: 'acme',
        frequency: 'DAILY',
        monitor_arn_list: ['${aws_ce_anomaly_monitor.Services.arn}'],
        subscriber: { type: 'EMAIL', address: 'finance@acme.example' },
        threshold_expression: {
          dimension: {
            key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
            match_options: ['GREATER_THAN_OR_EQUAL'],
            values: ['100'],
          },
        },
      }),
    },
  };
}

function entry(): JsonObject {
  const acl = '${aws_wafv2_web_acl.Entry.arn}';
  return {
    aws_lb: {
      Entry: at('shared/Entry/Resource', {
        name: 'acme-entry',
        internal: false,
        subnets: '${data.terraform_remote_state.network.outputs.public_subnet_ids}',
        access_logs: { bucket: 'acme-access-logs', enabled: true },
        enable_deletion_protection: true,
        drop_invalid_header_fields: true,
      }),
    },
    aws_lb_listener: {
      Https: at('shared/Entry/Https', {
        load_balancer_arn: '${aws_lb.Entry.arn}',
        port: 443,
        protocol: 'HTTPS',
        ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        certificate_arn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000002',
        default_action: { type: 'forward', target_group_arn: '${aws_lb_target_group.Entry.arn}' },
      }),
    },
    aws_lb_target_group: { Entry: at('shared/Entry/Targets', { port: 8443, protocol: 'HTTPS' }) },
    aws_wafv2_web_acl: {
      Entry: at('shared/Entry/Firewall', {
        name: 'acme-entry',
        scope: 'REGIONAL',
        default_action: { allow: {} },
        rule: [
          { name: 'rate', priority: 0, statement: { rate_based_statement: { limit: 2000, aggregate_key_type: 'IP' } } },
          {
            name: 'common',
            priority: 1,
            statement: {
              managed_rule_group_statement: { name: 'AWSManagedRulesCommonRuleSet', vendor_name: 'AWS' },
            },
          },
        ],
      }),
    },
    aws_wafv2_web_acl_association: {
      Entry: at('shared/Entry/Association', { resource_arn: '${aws_lb.Entry.arn}', web_acl_arn: acl }),
    },
    aws_wafv2_web_acl_logging_configuration: {
      Entry: at('shared/Entry/Logging', {
        resource_arn: acl,
        log_destination_configs: ['arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-acme'],
      }),
    },
  };
}
