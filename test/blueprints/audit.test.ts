import type { Tier } from '../../contract';
import { isObject, type Json, type JsonObject } from '../../contract';
import { auditSources } from '../../lib/audit-sources';
import { auditFeatures } from '../../blueprints/shared';
import { build, environmentOf, STAGES } from './fixtures';
import { clientFile } from '../bin/fixtures';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:siem-AbCdEf';
const SINKS = `audit: { sinks: [
  { name: soc, kind: splunk, url: 'https://hec.acme.example', secretArn: '${SECRET}' },
  { name: dog, kind: datadog, url: 'https://aws-kinesis-http-intake.logs.datadoghq.eu/v1/input', secretArn: '${SECRET}' }] }`;

/** Log group whose records a source is in; the words are those of the subscriptions. */
const GROUP_OF = {
  'eks-audit': 'eks-audit',
  'policy-engine': 'eks-audit',
  'load-balancer': 'load-balancer',
  database: 'database',
  'search-domain': 'search-domain',
  'vpc-flow-logs': 'vpc-flow-logs',
  cloudtrail: 'trail',
  bedrock: 'bedrock',
  terraform: 'trail',
  'gateway-audit': 'audit',
  'chat-audit': 'pods',
  sso: 'pods',
  'web-firewall': 'entry',
  pods: 'pods',
  guardduty: 'findings',
  'security-hub': 'findings',
  inspector: 'findings',
} as const;

interface Detection {
  /** Groups that are subscribed, by the word of the subscription. */
  subscribed: string[];
  /** Where the target of all subscriptions leads to. */
  receivers: string[];
}

function detectionOf(tier: Tier, phase: (typeof STAGES)[number][1], top?: string): Detection {
  const stack = build(tier, phase, 'us-east-1', top).synthesized.find(({ name }) => name.endsWith('-detection'));
  const all = child(stack?.json, 'resource');
  const filters = Object.entries(child(all, 'aws_cloudwatch_log_subscription_filter'));
  const targets = new Set(filters.map(([, filter]) => (isObject(filter) ? String(filter['destination_arn']) : '')));
  const [target = ''] = targets;
  expect(targets.size).toBe(1);
  const deliveries = Object.entries(child(all, 'aws_kinesis_firehose_delivery_stream'));
  return {
    subscribed: filters.map(([name]) => /Stream_From-(.*)_[0-9A-F]{8}$/.exec(name)?.[1] ?? name).sort(),
    receivers: deliveries
      .filter(([name, delivery]) => JSON.stringify(delivery).includes(target) || target.includes(name))
      .map(([, delivery]) => (isObject(delivery) ? String(delivery['name']) : '')),
  };
}

function child(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

describe.each(STAGES)('%s at %s', (tier, phase) => {
  const features = auditFeatures(environmentOf(clientFile('acme', { tier, phase })).settings);
  const wanted = [...new Set(auditSources(features).map(({ name }) => GROUP_OF[name]))].sort();

  test('each source reaches the archive', () => {
    const { subscribed, receivers } = detectionOf(tier, phase);

    expect(subscribed).toEqual(wanted);
    expect(receivers).toEqual(['acme-production-audit-archive']);
  });

  test('each source reaches each sink besides', () => {
    const { subscribed, receivers } = detectionOf(tier, phase, SINKS);

    expect(subscribed).toEqual(wanted);
    expect(receivers.sort()).toEqual([
      'acme-production-audit-archive',
      'acme-production-audit-dog',
      'acme-production-audit-soc',
    ]);
  });
});

test('no token is in what is synthesized: sinks hold the ARN of their secret and nothing else', () => {
  const text = JSON.stringify(build('enterprise', 'day-90', 'us-east-1', SINKS).synthesized);

  expect(text.match(/hec_token|access_key"/g)).toBeNull();
  expect(text).toContain(`"secret_arn":"${SECRET}"`);
});
