import type { Resource } from '../../../contract';
import { bill, costs, line, resource } from './fixtures';

/** Tier mid-market in us-east-1: low / expected / high. */
const BILLS: [what: string, given: Resource, component: string, dollars: string][] = [
  // 10,000 / 100,000 / 1,000,000 calls × 0.20 a million
  ['Lambda', resource('aws_lambda_function', 'a'), 'calls', '0.00 / 0.02 / 0.20'],
  // × 100 / 500 / 5,000 ms × 1 GB ÷ 1,000 × 13.3334 a million GB-seconds
  [
    'Lambda on Arm',
    resource('aws_lambda_function', 'a', { memory_size: 1024, architectures: ['arm64'] }),
    'duration',
    '0.01 / 0.67 / 66.67',
  ],
  // 100,000 messages × 0.50 a million at most
  ['SNS', resource('aws_sns_topic', 'a'), 'messages', '0.00 / 0.01 / 0.05'],
  ['EventBridge', resource('aws_cloudwatch_event_bus', 'a'), 'events', '0.01 / 0.50 / 5.00'],
  // 5,000 / 100,000 / 1,000,000 × 0.025 a thousand
  ['Step Functions', resource('aws_sfn_state_machine', 'a'), 'transitions', '0.13 / 2.50 / 25.00'],
  // two endpoints × 730 × 0.395
  [
    'Network Firewall',
    resource('aws_networkfirewall_firewall', 'a', { subnet_mapping: [{ subnet_id: 'a' }, { subnet_id: 'b' }] }),
    'endpoints',
    '576.70 / 576.70 / 576.70',
  ],
  // 100 / 400 / 1,500 GB × 0.065
  [
    'Network Firewall',
    resource('aws_networkfirewall_firewall', 'a', { subnet_mapping: [{ subnet_id: 'a' }] }),
    'data processed',
    '6.50 / 26.00 / 97.50',
  ],
  ['Transit gateway', resource('aws_ec2_transit_gateway_vpc_attachment', 'a'), 'attachment', '36.50 / 36.50 / 36.50'],
  ['VPN', resource('aws_vpn_connection', 'a'), 'connection', '36.50 / 36.50 / 36.50'],
  // two addresses at the least × 730 × 0.125
  [
    'Resolver',
    resource('aws_route53_resolver_endpoint', 'a', { ip_address: [{}] }),
    'addresses',
    '182.50 / 182.50 / 182.50',
  ],
  // 2,000 / 15,000 / 100,000 × 0.003
  ['Config', resource('aws_config_configuration_recorder', 'a'), 'configuration items', '6.00 / 45.00 / 300.00'],
  ['Config rule', resource('aws_config_config_rule', 'a'), 'evaluations', '0.50 / 5.00 / 50.00'],
  // 10,000 / 40,000 / 150,000 × 0.001
  ['Security Hub', resource('aws_securityhub_account', 'a'), 'security checks', '10.00 / 40.00 / 150.00'],
  // 50 / 400 / 2,000 GB × 0.05
  ['Backup', resource('aws_backup_plan', 'a'), 'backups kept', '2.50 / 20.00 / 100.00'],
  ['Macie', resource('aws_macie2_account', 'a'), 'data looked at', '10.00 / 80.00 / 500.00'],
  ['Inspector', resource('aws_inspector2_enabler', 'a'), 'images scanned', '1.80 / 7.20 / 27.00'],
  // 2 / 8 / 30 thousand million samples ÷ 10 million × 0.90
  ['Prometheus', resource('aws_prometheus_workspace', 'a'), 'samples', '180.00 / 720.00 / 2700.00'],
  ['Grafana', resource('aws_grafana_workspace', 'a'), 'editors', '9.00 / 36.00 / 90.00'],
  // 2 / 4 / 8 vCPU × 730 × 0.015
  ['RDS Proxy', resource('aws_db_proxy', 'a'), 'proxy', '21.90 / 43.80 / 87.60'],
  ['Private CA', resource('aws_acmpca_certificate_authority', 'a'), 'private authority', '400.00 / 400.00 / 400.00'],
  // two workers G.2X are four DPU × 5 / 30 / 150 hours × 0.44
  [
    'Glue job',
    resource('aws_glue_job', 'a', { worker_type: 'G.2X', number_of_workers: 2 }),
    'DPU hours',
    '8.80 / 52.80 / 264.00',
  ],
  // ten DPU where nothing is said
  ['Glue job', resource('aws_glue_job', 'a'), 'DPU hours', '22.00 / 132.00 / 660.00'],
  ['Glue crawler', resource('aws_glue_crawler', 'a'), 'DPU hours', '0.88 / 4.40 / 26.40'],
  // 1,000 / 20,000 / 500,000 objects × 1 a hundred thousand
  ['Glue catalogue', resource('aws_glue_catalog_database', 'a'), 'objects kept', '0.01 / 0.20 / 5.00'],
  // 0.1 / 2 / 20 TB × 5
  ['Athena', resource('aws_athena_workgroup', 'a'), 'data scanned', '0.50 / 10.00 / 100.00'],
  [
    'DynamoDB',
    resource('aws_dynamodb_table', 'a', { billing_mode: 'PAY_PER_REQUEST' }),
    'writes',
    '0.01 / 0.63 / 12.50',
  ],
  [
    'DynamoDB',
    resource('aws_dynamodb_table', 'a', { billing_mode: 'PAY_PER_REQUEST' }),
    'reads',
    '0.01 / 0.63 / 12.50',
  ],
  [
    'DynamoDB',
    resource('aws_dynamodb_table', 'a', { point_in_time_recovery: [{ enabled: true }] }),
    'point-in-time recovery',
    '0.20 / 2.00 / 20.00',
  ],
  // 3 × 730 × 3.26
  [
    'Redshift',
    resource('aws_redshift_cluster', 'a', { node_type: 'ra3.4xlarge', number_of_nodes: 3 }),
    'warehouse nodes',
    '7139.40 / 7139.40 / 7139.40',
  ],
  // 1 to 4 units × 730 × 0.24
  [
    'OpenSearch Ingestion',
    resource('aws_osis_pipeline', 'a', { min_units: 1, max_units: 4 }),
    'units',
    '175.20 / 175.20 / 700.80',
  ],
  // 730 × 0.2016, and 50 GB of gp3
  [
    'EC2',
    resource('aws_instance', 'a', {
      instance_type: 'm7i.xlarge',
      root_block_device: [{ volume_type: 'gp3', volume_size: 50 }],
    }),
    'instance: instances',
    '147.17 / 147.17 / 147.17',
  ],
  [
    'EC2',
    resource('aws_instance', 'a', {
      instance_type: 'm7i.xlarge',
      root_block_device: [{ volume_type: 'gp3', volume_size: 50 }],
    }),
    'volume: storage',
    '4.00 / 4.00 / 4.00',
  ],
];

test.each(BILLS)('%s: %#', (_, given, component, dollars) => {
  expect(costs(bill([given]), component)).toBe(dollars);
});

describe('what has no price in the book', () => {
  test.each([
    ['aws_msk_cluster', {}, 'brokers'],
    ['aws_securitylake_data_lake', {}, 'data lake'],
    ['aws_shield_protection', {}, 'protection'],
    ['aws_eks_fargate_profile', {}, 'pods'],
    ['aws_dynamodb_table', {}, 'capacity'],
    ['aws_sns_topic', { fifo_topic: true }, 'messages'],
    ['aws_sns_topic_subscription', { protocol: 'sms' }, 'deliveries'],
    ['aws_sfn_state_machine', { type: 'EXPRESS' }, 'runs'],
    ['aws_glue_job', { worker_type: 'Z.2X', number_of_workers: 2 }, 'DPU hours'],
    ['aws_acmpca_certificate_authority', { usage_mode: 'SHORT_LIVED_CERTIFICATE' }, 'private authority'],
    ['aws_redshift_cluster', { node_type: 'ra3.4xlarge' }, 'managed storage'],
  ])('%s %j is not priced, and the total is at least what it says', (type, values, component) => {
    const result = bill([resource(type, 'a', values)]);

    expect(line(result, component)).toMatchObject({ status: 'unpriced', assumption: expect.stringMatching(/\w{3}/) });
    expect(result.atLeast).toBe(true);
  });

  test.each([
    ['aws_instance', {}, 'instance'],
    ['aws_autoscaling_group', { min_size: 1, max_size: 2 }, 'instances'],
    ['aws_glue_job', { worker_type: '${var.size}', number_of_workers: 2 }, 'DPU hours'],
    ['aws_networkfirewall_firewall', {}, 'endpoints'],
    ['aws_osis_pipeline', { min_units: '${var.units}' }, 'units'],
  ])('%s %j is known only after apply', (type, values, component) => {
    expect(line(bill([resource(type, 'a', values)]), component).status).toBe('unknown');
  });
});

describe('on purpose, other than estimators that are known', () => {
  // some count a rule of a managed group each; AWS bills the slot the group fills
  test('rules inside a managed group of a web ACL are not billed one by one', () => {
    const group = { managed_rule_group_statement: [{ name: 'AWSManagedRulesCommonRuleSet', vendor_name: 'AWS' }] };
    const acl = resource('aws_wafv2_web_acl', 'a', { rule: [{ name: 'common', statement: [group] }] });

    expect(costs(bill([acl]), 'rules')).toBe('1.00 / 1.00 / 1.00');
  });

  // some know addresses only where they are idle
  test('a public address that is in use is billed as one that is not', () => {
    const idle = costs(bill([resource('aws_eip', 'a')]), 'public IPv4 address');

    expect(costs(bill([resource('aws_eip', 'a', { instance: 'i-1' })]), 'public IPv4 address')).toBe(idle);
    expect(idle).toBe('3.65 / 3.65 / 3.65');
  });

  // some bill the volume once for the whole domain
  test('storage of a search domain is billed for each data node', () => {
    const domain = resource('aws_opensearch_domain', 'a', {
      cluster_config: [{ instance_type: 'r7g.large.search', instance_count: 3 }],
      ebs_options: [{ ebs_enabled: true, volume_type: 'gp3', volume_size: 100 }],
    });

    expect(costs(bill([domain]), 'storage')).toBe('36.60 / 36.60 / 36.60'); // 3 × 100 × 0.122
  });
});
