import type { JsonObject } from '../../../contract';
import { key } from './platform-network';
import { at, remoteState, stack } from './platform-stack';

/** What stands around the platform: a way in, secrets, queues, images, budgets. */
export const SHARED_STACK = stack('shared', {
  data: remoteState('network'),
  resource: {
    aws_kms_key: { Key: key('shared/Key/Resource') },
    ...entry(),
  },
});

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
