import type { JsonObject } from '../../../contract';
import { bill, cost, costs, line, podVolume, resource, route, STACK } from './fixtures';

describe('log group', () => {
  const group = (values: JsonObject): ReturnType<typeof resource> =>
    resource('aws_cloudwatch_log_group', 'a', { name: '/aws/eks/acme/cluster', retention_in_days: 365, ...values });

  test('costs what it takes in and what it keeps, by what writes into it', () => {
    // control plane, mid-market: 6 / 25 / 80 GB × 0.50; 12 months × 10 / 20 / 100 % × 0.03
    const result = bill([group({})]);

    expect(costs(result, 'logs taken in')).toBe('3.00 / 12.50 / 40.00');
    expect(costs(result, 'logs kept')).toBe('0.22 / 1.80 / 28.80');
  });

  test('is large where flow logs go', () => {
    const refs = {
      [`${STACK}/aws_cloudwatch_log_group.a`]: { 'aws_flow_log.log_destination': [`${STACK}/aws_flow_log.f`] },
    };
    const result = bill([group({ name: '/aws/vpc/acme' }), resource('aws_flow_log', 'f')], { refs });

    expect(line(result, 'logs taken in').quantity.expected).toBe('40');
    expect(line(result, 'flow log').status).toBe('shared');
  });

  test('that is never emptied keeps growing', () => {
    // 1, 12 and 36 months
    const kept = line(bill([group({ retention_in_days: 0 })]), 'logs kept');

    expect(kept.quantity).toEqual({ low: '0.6', expected: '60', high: '2880' });
    expect(kept.assumption).toMatch(/never deleted/);
  });

  test.each([
    // 25 GB × 0.57, 0.63, 0.67
    ['eu-west-1', '14.25'],
    ['eu-central-1', '15.75'],
    ['ap-southeast-2', '16.75'],
  ])('costs the price of %s', (region, expected) => {
    expect(cost(bill([group({})], { region }), 'logs taken in')).toBe(expected);
  });
});

test('an index in S3 is billed by what is kept, written, asked and looked through', () => {
  // mid-market: 3 GB × 0.06, 0.6 GB × 0.20, 0.3 million × 2.50, 900 TB × 0.002
  const result = bill([resource('aws_s3vectors_index', 'a'), resource('aws_s3vectors_vector_bucket', 'b')]);

  expect(cost(result, 'vectors kept')).toBe('0.18');
  expect(cost(result, 'vectors written')).toBe('0.12');
  expect(cost(result, 'questions')).toBe('0.75');
  expect(cost(result, 'looked through')).toBe('1.80');
  expect(result.atLeast).toBe(false);
});

test('a bucket of vectors is billed itself where a program makes its indexes', () => {
  expect(cost(bill([resource('aws_s3vectors_vector_bucket', 'b')]), 'questions')).toBe('0.75');
});

test('flow logs sent to a bucket have no price in the book', () => {
  expect(bill([resource('aws_flow_log', 'f', { log_destination_type: 's3' })]).atLeast).toBe(true);
});

describe('key', () => {
  test('costs a dollar, and three once it has been rotated twice', () => {
    expect(costs(bill([resource('aws_kms_key', 'a', { enable_key_rotation: true })]), 'key')).toBe(
      '1.00 / 1.00 / 3.00',
    );
    expect(costs(bill([resource('aws_kms_key', 'a')]), 'key')).toBe('1.00 / 1.00 / 1.00');
  });

  test('shares the requests of the environment with the others', () => {
    // 800,000 requests of two keys: 400,000 × 0.03 / 10,000
    const result = bill([resource('aws_kms_key', 'a'), resource('aws_kms_key', 'b')]);

    expect(result.lines.find((entry) => entry.component === 'requests')?.monthly.expected).toBe('1.2');
  });
});

describe('secret', () => {
  test('costs 40 cents and its reads', () => {
    // 1,500 reads × 0.05 / 10,000 = 0.0075
    const result = bill([resource('aws_secretsmanager_secret', 'a')]);

    expect(cost(result, 'secret')).toBe('0.40');
    expect(line(result, 'requests').monthly.expected).toBe('0.0075');
  });

  test('costs each copy in another region, at the price of that region', () => {
    const result = bill([
      resource('aws_secretsmanager_secret', 'a', { replica: [{ region: 'eu-west-1' }, { region: 'sa-east-1' }] }),
    ]);

    expect(cost(result, 'replica in eu-west-1')).toBe('0.40');
    expect(line(result, 'replica in sa-east-1').status).toBe('unpriced');
  });
});

describe('storage', () => {
  test('in a bucket costs what it holds and what is asked of it, by region', () => {
    // mid-market 100 GB × 0.0245; 100 thousand × 0.0054; 500 thousand × 0.00043
    const result = bill([resource('aws_s3_bucket', 'a')], { region: 'eu-central-1' });

    expect(cost(result, 'storage')).toBe('2.45');
    expect(cost(result, 'writes and lists')).toBe('0.54');
    expect(cost(result, 'reads')).toBe('0.22');
  });

  test.each([
    // 100 GB × 0.08, 0.10; io1 0.125 and 1,000 × 0.065
    [{ type: 'gp3', size: 100 }, '8.00'],
    [{ type: 'gp2', size: 100 }, '10.00'],
    [{ type: 'io1', size: 100, iops: 1000 }, '77.50'],
  ])('on a volume %j costs %s', (values, expected) => {
    expect(Number(bill([resource('aws_ebs_volume', 'a', values)]).total.expected).toFixed(2)).toBe(expected);
  });

  test('that pods claim costs the same', () => {
    // 3 × 100 GB × 0.0952
    const result = bill([], { region: 'eu-central-1', intents: [podVolume({ count: 3 })] });

    expect(cost(result, 'volumes weights: storage')).toBe('28.56');
  });
});

test('a queue costs its reader’s polls', () => {
  // 300,000 × 0.40 / M, FIFO 0.50
  expect(cost(bill([resource('aws_sqs_queue', 'a')]), 'requests')).toBe('0.12');
  expect(cost(bill([resource('aws_sqs_queue', 'a', { fifo_queue: true })]), 'requests')).toBe('0.15');
});

describe('Aurora', () => {
  const cluster = (values: JsonObject = {}): ReturnType<typeof resource> =>
    resource('aws_rds_cluster', 'a', {
      engine: 'aurora-postgresql',
      serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 8 }],
      ...values,
    });
  const instance = (name: string, type = 'db.serverless'): ReturnType<typeof resource> =>
    resource('aws_rds_cluster_instance', name, { instance_class: type });
  const refs = {
    [`${STACK}/aws_rds_cluster.a`]: {
      'aws_rds_cluster_instance.cluster_identifier': [`${STACK}/aws_rds_cluster_instance.i`],
    },
  };

  test('Serverless costs its least capacity idle, and all of it at most', () => {
    // 730 h × 0.12 × 0.5; 0.5 + 10 % of 7.5 = 1.25; 8 ACU
    expect(costs(bill([cluster(), instance('i')], { refs }), 'Aurora capacity units')).toBe('43.80 / 109.50 / 700.80');
  });

  test('I/O-optimized costs more by the hour and GB and nothing by request', () => {
    // 730 × 0.16 × 0.5; 50 GB × 0.225
    const result = bill([cluster({ storage_type: 'aurora-iopt1' }), instance('i')], { refs });

    expect(line(result, 'Aurora capacity units').monthly.low).toBe('58.4');
    expect(cost(result, 'storage')).toBe('11.25');
    expect(line(result, 'I/O').status).toBe('shared');
  });

  test('standard storage bills requests and backups beyond its own size', () => {
    // 50 GB × 0.10; 50 M × 0.20; 0 / 50 / 1,500 GB × 0.021
    const result = bill([cluster()]);

    expect(cost(result, 'storage')).toBe('5.00');
    expect(cost(result, 'I/O')).toBe('10.00');
    expect(costs(result, 'backups')).toBe('0.00 / 1.05 / 31.50');
  });

  test('provisioned costs its hours', () => {
    // 730 × 0.26
    expect(cost(bill([cluster(), instance('i', 'db.r6g.large')], { refs }), 'instance')).toBe('189.80');
  });

  test('without a known cluster is unknown', () => {
    expect(line(bill([instance('i')]), 'instance').status).toBe('unknown');
  });
});

test('a database with a standby costs instance and storage twice', () => {
  // 730 × 0.29; 100 × 0.23
  const result = bill([
    resource('aws_db_instance', 'a', {
      engine: 'postgres',
      instance_class: 'db.t3.large',
      multi_az: true,
      storage_type: 'gp3',
      allocated_storage: 100,
    }),
  ]);

  expect(cost(result, 'instance')).toBe('211.70');
  expect(cost(result, 'storage')).toBe('23.00');
});

describe('ElastiCache', () => {
  test.each([
    // 730 × 2 × 0.032, a fifth less for Valkey; 2 shards × (1 + 2) × 0.0256
    [{ engine: 'redis', num_cache_clusters: 2 }, '46.72'],
    [{ engine: 'valkey', num_cache_clusters: 2 }, '37.38'],
    [{ engine: 'valkey', num_node_groups: 2, replicas_per_node_group: 2 }, '112.13'],
  ])('%j costs %s', (values, expected) => {
    const result = bill([
      resource('aws_elasticache_replication_group', 'a', { node_type: 'cache.t4g.small', ...values }),
    ]);

    expect(cost(result, 'cache nodes')).toBe(expected);
  });

  test('Serverless never bills less than its minimum', () => {
    // development smb: 0.01 GB held, 0.1 GB billed for Valkey and 1 GB for Redis: 730 × 0.084 × 0.1; 730 × 0.125
    const least = (engine: string): string | undefined =>
      line(
        bill([resource('aws_elasticache_serverless_cache', 'a', { engine })], { tier: 'smb', stage: 'development' }),
        'data held',
      ).monthly.low;

    expect(least('valkey')).toBe('6.132');
    expect(least('redis')).toBe('91.25');
  });
});

describe('OpenSearch', () => {
  const collection = (name: string, values: JsonObject = {}): ReturnType<typeof resource> =>
    resource('aws_opensearchserverless_collection', name, { type: 'VECTORSEARCH', ...values });

  test('Serverless costs two idle units once for all collections of a kind', () => {
    // 730 × 2 × 0.24
    const result = bill([collection('a'), collection('b'), collection('c', { type: 'SEARCH' })]);

    expect(
      result.lines.filter((entry) => entry.component === 'OpenSearch capacity units').map((entry) => entry.monthly.low),
    ).toEqual(['350.4', '350.4', '0']);
  });

  test('Serverless without a standby costs one', () => {
    expect(
      line(bill([collection('a', { standby_replicas: 'DISABLED' })]), 'OpenSearch capacity units').monthly.low,
    ).toBe('175.2');
  });

  test('the door to a collection is billed as any interface endpoint, in each zone', () => {
    const result = bill([
      resource('aws_opensearchserverless_vpc_endpoint', 'a', { name: 'a', subnet_ids: ['a', 'b', 'c'] }),
    ]);

    expect(cost(result, 'endpoint hours')).toBe('21.90'); // 3 × 730 × 0.01
  });

  test('bills a volume for each data node; other estimators count one', () => {
    // 730 × 3 × 0.178; 3 × 100 × 0.122; masters 730 × 3 × 0.135
    const result = bill([
      resource('aws_opensearch_domain', 'a', {
        cluster_config: [
          {
            instance_type: 'r7g.large.search',
            instance_count: 3,
            dedicated_master_enabled: true,
            dedicated_master_type: 'm7g.large.search',
          },
        ],
        ebs_options: [{ ebs_enabled: true, volume_type: 'gp3', volume_size: 100 }],
      }),
    ]);

    expect(cost(result, 'data nodes')).toBe('389.82');
    expect(cost(result, 'storage')).toBe('36.60');
    expect(cost(result, 'master nodes')).toBe('295.65');
  });
});

test('Redshift Serverless costs the hours in which queries run', () => {
  // mid-market 20 / 120 / 500 h × 4 RPU × 0.375
  const result = bill([resource('aws_redshiftserverless_workgroup', 'a', { base_capacity: 4 })]);

  expect(costs(result, 'capacity while queries run')).toBe('30.00 / 180.00 / 750.00');
});

test('the first trail copies management events for nothing, another does not, and data events cost', () => {
  // 800,000 × 2.00 / 100,000; 5 M × 0.10 / 100,000
  const result = bill([
    resource('aws_cloudtrail', 'a'),
    resource('aws_cloudtrail', 'b', { advanced_event_selector: [{ name: 'objects' }] }),
  ]);

  expect(cost(result, 'management events, another copy')).toBe('16.00');
  expect(cost(result, 'data events')).toBe('5.00');
  expect(result.lines.find((entry) => entry.address === 'aws_cloudtrail')?.status).toBe('free');
});

test('GuardDuty costs what it reads', () => {
  // 5 M × 4.00; 80 GB × 1.00
  const result = bill([resource('aws_guardduty_detector', 'a')]);

  expect(cost(result, 'CloudTrail events')).toBe('20.00');
  expect(cost(result, 'flow and DNS logs')).toBe('80.00');
});

test('Kinesis costs shards, or hours and volume', () => {
  // 4 × 730 × 0.015; 730 × 0.04 + 80 × 0.08 + 80 × 0.04
  const shards = bill([resource('aws_kinesis_stream', 'a', { shard_count: 4 })]);
  const volume = bill([resource('aws_kinesis_stream', 'a', { stream_mode_details: [{ stream_mode: 'ON_DEMAND' }] })]);

  expect(cost(shards, 'shards')).toBe('43.80');
  expect(volume.total.expected).toBe('38.8');
});

describe('a delivery that makes Parquet', () => {
  const billed = (conversion: JsonObject): string => {
    const delivery = { extended_s3_configuration: [{ data_format_conversion_configuration: [conversion] }] };
    return bill([resource('aws_kinesis_firehose_delivery_stream', 'a', delivery)]).total.expected;
  };

  test.each<JsonObject>([{ enabled: true }, {}])('%j: costs what it converts, besides', (conversion) => {
    // 80 GB × (0.029 + 0.018)
    expect(billed(conversion)).toBe('3.76');
  });

  test('costs nothing more where that is switched off', () => {
    expect(billed({ enabled: false })).toBe('2.32');
  });
});

test('Kafka that is served costs its cluster without any traffic, then partitions, data and storage', () => {
  // mid-market: 730 × 0.75; 30 × 730 × 0.0015; 80 × 0.10; 80 × 0.05; 20 × 0.10
  const result = bill([resource('aws_msk_serverless_cluster', 'a', {})]);

  expect(cost(result, 'cluster')).toBe('547.50');
  expect(cost(result, 'partitions')).toBe('32.85');
  expect(cost(result, 'data in')).toBe('8.00');
  expect(cost(result, 'data out')).toBe('4.00');
  expect(cost(result, 'storage')).toBe('2.00');
});

describe('model in the cloud', () => {
  const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';

  test('costs its tokens as the client states them', () => {
    // 50 M × 0.06 + 10 M × 0.24
    const result = bill([], { intents: [route({ monthlyTokens: { input: 50_000_000, output: 10_000_000 } })] });

    expect(costs(result, 'model fast: tokens in')).toBe('3.00 / 3.00 / 3.00');
    expect(costs(result, 'model fast: tokens out')).toBe('2.40 / 2.40 / 2.40');
  });

  test('costs the default of the tier where nothing is said, split among the routes to the cloud', () => {
    // 150 M in and 30 M out for two: 75 × 0.06; 15 × 0.24
    const result = bill([], {
      intents: [route(), route({ name: 'other' }), route({ name: 'own', location: 'cluster' })],
    });

    expect(cost(result, 'model fast: tokens in')).toBe('4.50');
    expect(cost(result, 'model fast: tokens out')).toBe('3.60');
    expect(line(result, 'model own').status).toBe('shared');
  });

  test.each([
    // Claude by profile: global 1 / 5, area and region +10 %
    ['global', 'eu-central-1', '1', '5'],
    ['eu', 'eu-central-1', '1.1', '5.5'],
    ['us', 'us-east-1', '1.1', '5.5'],
    [undefined, 'us-gov-west-1', '1.2', '6'],
  ])('through the profile %s in %s costs %s in and %s out', (inferenceProfile, region, input, output) => {
    const intent = route({ model: haiku, inferenceProfile, monthlyTokens: { input: 1_000_000, output: 1_000_000 } });
    const result = bill([], { region, intents: [intent] });

    expect(line(result, 'model fast: tokens in').monthly.expected).toBe(input);
    expect(line(result, 'model fast: tokens out').monthly.expected).toBe(output);
  });

  test('has no price where the book knows only a near name', () => {
    const titan = bill([], { intents: [route({ model: 'amazon.titan-embed-text-v3:0' })] });
    const lite = bill([], { intents: [route({ model: 'amazon.nova-lite-v2:0' })] });

    expect(titan.unpriced.map((entry) => entry.component)).toEqual(['model fast: tokens in']);
    expect(lite.unpriced).toHaveLength(2);
  });

  test('that embeds text writes none', () => {
    const result = bill([], { intents: [route({ model: 'amazon.titan-embed-text-v1' })] });

    expect(result.atLeast).toBe(false);
    expect(result.lines.map((entry) => entry.component)).toEqual(['model fast: tokens in']);
  });
});
