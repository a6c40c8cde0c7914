import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';

export interface WebFirewallProps {
  /** Requests one address may send in five minutes. */
  requestsPerFiveMinutes: number;
  /** Why there is a way in from the internet; stands in its description. */
  reason: string;
  encryptionKey: IKey;
  logRetentionDays: number;
}

/**
 * Groups AWS keeps up to date. What they find in bodies is only counted where it is what people ask a model about: a document is
 * larger than a form, and a question about a path, an address or a page of HTML is no attack on a door that passes it on as text.
 */
const MANAGED = [
  { name: 'AWSManagedRulesAmazonIpReputationList', count: [] },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    count: [
      'SizeRestrictions_BODY',
      'CrossSiteScripting_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'EC2MetaDataSSRF_BODY',
    ],
  },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', count: [] },
] as const;

/**
 * What stands before everything the internet reaches: a limit for each address, rules AWS keeps up to date, and a log of every
 * request without what proves who one is.
 *
 * ### Cost
 * 5 USD a month, 1 USD for each of _four rules_, 0.60 USD a million requests, and the log.
 */
export class WebFirewall extends Construct {
  readonly arn: string;
  readonly logGroup: LogGroup;
  readonly resources: { acl: Wafv2WebAcl };

  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const name = physicalName(this, 'entry', 128);
    const acl = new Wafv2WebAcl(this, 'Resource', {
      name,
      description: props.reason,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rule: [rate(props.requestsPerFiveMinutes), ...MANAGED.map(managed)],
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      // the service writes into groups of this beginning only
      name: `aws-waf-logs-${name}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [this.logGroup.arn],
      redactedFields: ['authorization', 'cookie'].map((header) => ({ singleHeader: { name: header } })),
    });
    this.arn = acl.arn;
    this.resources = { acl };
  }
}

function visibility(metricName: string): {
  metricName: string;
  cloudwatchMetricsEnabled: boolean;
  sampledRequestsEnabled: boolean;
} {
  // samples would show what redaction takes out of the log
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

function rate(limit: number): Wafv2WebAclRule {
  return {
    name: 'rate',
    priority: 0,
    action: { block: {} },
    // keys as Terraform writes them: the bindings do not know what is inside a statement
    statement: { rate_based_statement: { limit, aggregate_key_type: 'IP' } },
    visibilityConfig: visibility('rate'),
  };
}

function managed({ name, count }: (typeof MANAGED)[number], index: number): Wafv2WebAclRule {
  const overrides = count.map((rule) => ({ name: rule, action_to_use: { count: {} } }));
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name,
        ...(overrides.length === 0 ? {} : { rule_action_override: overrides }),
      },
    },
    visibilityConfig: visibility(name),
  };
}
