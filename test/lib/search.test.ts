import { Key } from '../../lib/key';
import { collectionAccess, collectionPolicy, openSearchAccess, type DocumentBucket } from '../../lib/rag-service';
import { masterStatements, SearchDomain, type SearchDomainProps } from '../../lib/search-domain';
import { SearchCollection, type SearchCollectionProps } from '../../lib/search-collection';
import { actionsOf } from './actions';
import { environment, pick, resource, resources, synthesize } from './fixtures';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alarms';
const SUBNETS = ['subnet-a', 'subnet-b', 'subnet-c'];
const BUCKET: DocumentBucket = {
  bucketName: 'rag',
  bucketArn: 'arn:aws:s3:::rag',
  bucketKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1',
};

function domain(more: Partial<SearchDomainProps> = {}, around = environment()) {
  return synthesize((stack) => {
    new SearchDomain(stack, 'Domain', {
      vpcId: 'vpc-1',
      subnetIds: SUBNETS,
      plan: { instanceType: 'r7g.large.search', nodes: 3, volumeGiB: 40, zones: 3 },
      encryptionKey: new Key(stack, 'Key', { word: 'search', description: 'the index', services: ['logs'] }),
      logRetentionDays: 90,
      dataClass: 'internal',
      serviceLinkedRole: 'create',
      alarmTopicArn: TOPIC,
      ...more,
    });
  }, around);
}

function collection(more: Partial<SearchCollectionProps> = {}) {
  return synthesize((stack) => {
    new SearchCollection(stack, 'Collection', {
      vpcId: 'vpc-1',
      subnetIds: SUBNETS,
      encryptionKey: new Key(stack, 'Key', { word: 'search', description: 'the index' }),
      standbyReplicas: 'on',
      dataClass: 'internal',
      searchUnits: 1,
      alarmTopicArn: TOPIC,
      ...more,
    });
  });
}

const policyOf = (made: ReturnType<typeof collection>, type: string) =>
  JSON.parse(
    String(
      resources(made, 'aws_opensearchserverless_security_policy').find((each) => each['type'] === type)?.['policy'],
    ),
  );

describe('a domain', () => {
  test('is private, encrypted everywhere, and knows roles and no passwords', () => {
    expect(resource(domain(), 'aws_opensearch_domain')).toMatchObject({
      domain_name: 'acme-production-rag',
      encrypt_at_rest: { enabled: true, kms_key_id: expect.stringContaining('aws_kms_key.Key_') },
      node_to_node_encryption: { enabled: true },
      domain_endpoint_options: { enforce_https: true, tls_security_policy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      advanced_security_options: {
        enabled: true,
        anonymous_auth_enabled: false,
        internal_user_database_enabled: false,
        master_user_options: { master_user_arn: expect.stringContaining('aws_iam_role.Domain_Master') },
      },
      vpc_options: { subnet_ids: SUBNETS, security_group_ids: [expect.stringContaining('aws_security_group.Domain_')] },
      lifecycle: { prevent_destroy: true },
    });
    expect(resources(domain(), 'aws_vpc_security_group_ingress_rule')).toEqual([]);
    expect(JSON.stringify(domain())).not.toMatch(/master_user_(name|password)/);
  });

  test.each([
    [1, ['subnet-a'], undefined],
    [2, ['subnet-a', 'subnet-b'], { availability_zone_count: 2 }],
    [3, SUBNETS, { availability_zone_count: 3 }],
  ])('stands in %i zones, in a subnet of each', (zones, subnets, awareness) => {
    const made = resource(
      domain({ plan: { instanceType: 'r7g.large.search', nodes: zones, volumeGiB: 20, zones } }),
      'aws_opensearch_domain',
    );

    expect(pick(made, 'vpc_options', 'subnet_ids')).toEqual(subnets);
    expect(pick(made, 'cluster_config', 'zone_awareness_config')).toEqual(awareness);
    expect(pick(made, 'cluster_config', 'zone_awareness_enabled')).toBe(awareness === undefined ? undefined : true);
  });

  test('has nodes that only decide where the plan has them', () => {
    const masters = { instanceType: 'm7g.large.search', nodes: 3 };
    const made = domain({ plan: { instanceType: 'r7g.xlarge.search', nodes: 6, volumeGiB: 100, zones: 3, masters } });

    expect(pick(resource(made, 'aws_opensearch_domain'), 'cluster_config')).toMatchObject({
      instance_type: 'r7g.xlarge.search',
      instance_count: 6,
      dedicated_master_enabled: true,
      dedicated_master_type: 'm7g.large.search',
      dedicated_master_count: 3,
    });
  });

  test('writes its logs into groups with a key and an end, which are there before it, and nobody else may', () => {
    const made = domain();
    const groups = resources(made, 'aws_cloudwatch_log_group').map((each) => [each['name'], each['retention_in_days']]);

    expect(groups.sort()).toEqual(
      ['application', 'audit', 'index-slow', 'search-slow'].map((word) => [
        `/aws/opensearch/acme-production-rag/${word}`,
        90,
      ]),
    );
    const leave = JSON.parse(String(resource(made, 'aws_cloudwatch_log_resource_policy')['policy_document']));
    expect(leave.Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: 'es.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:es:eu-central-1:111122223333:domain/acme-production-rag' },
        },
      }),
    ]);
    expect(resource(made, 'aws_opensearch_domain')['depends_on']).toEqual(
      expect.arrayContaining([expect.stringContaining('aws_cloudwatch_log_resource_policy')]),
    );
  });

  test('waits for the role of the service, unless that is there', () => {
    expect(resource(domain(), 'aws_iam_service_linked_role')).toMatchObject({
      aws_service_name: 'opensearchservice.amazonaws.com',
    });
    expect(resource(domain(), 'time_sleep')).toMatchObject({
      create_duration: '60s',
      depends_on: [expect.stringContaining('aws_iam_service_linked_role.')],
    });
    expect(resource(domain(), 'aws_opensearch_domain')['depends_on']).toEqual(
      expect.arrayContaining([expect.stringContaining('time_sleep.')]),
    );
    expect(resources(domain({ serviceLinkedRole: 'existing' }), 'aws_iam_service_linked_role')).toEqual([]);
  });

  test('tells of what stops it, of a disk that fills up, and of a snapshot that failed', () => {
    const alarms = resources(domain(), 'aws_cloudwatch_metric_alarm');

    expect(alarms.map((each) => [each['metric_name'], each['threshold']]).sort()).toEqual([
      ['AutomatedSnapshotFailure', 1],
      ['ClusterIndexWritesBlocked', 1],
      ['ClusterStatus.red', 1],
      ['FreeStorageSpace', 10_240],
      ['JVMMemoryPressure', 95],
      ['KNNGraphMemoryUsagePercentage', 90],
    ]);
    for (const each of alarms)
      expect(each['dimensions']).toEqual({ DomainName: 'acme-production-rag', ClientId: '111122223333' });
  });

  test('has a name the service takes, however long that of the environment is', () => {
    const made = domain({}, environment({ prefix: 'a-client-with-a-very-long-name-production' }));

    expect(String(resource(made, 'aws_opensearch_domain')['domain_name'])).toMatch(/^[a-z][a-z0-9-]{2,27}$/);
  });
});

describe('a collection', () => {
  test('is reached through its own endpoint only, and encrypted with a key of ours', () => {
    const made = collection();

    expect(resource(made, 'aws_opensearchserverless_collection')).toMatchObject({
      name: 'acme-production-rag',
      type: 'VECTORSEARCH',
      standby_replicas: 'ENABLED',
      lifecycle: { prevent_destroy: true },
    });
    const rules = [{ ResourceType: 'collection', Resource: ['collection/acme-production-rag'] }];
    expect(policyOf(made, 'encryption')).toEqual({
      Rules: rules,
      AWSOwnedKey: false,
      KmsARN: expect.stringMatching(/^\$\{aws_kms_key\.Key_\w+\.arn}$/),
    });
    expect(policyOf(made, 'network')).toEqual([
      {
        Rules: rules,
        AllowFromPublic: false,
        SourceVPCEs: [
          expect.stringMatching(/^\$\{aws_opensearchserverless_vpc_endpoint\.Collection_Endpoint_\w+\.id}$/),
        ],
      },
    ]);
    expect(resource(made, 'aws_opensearchserverless_vpc_endpoint')).toMatchObject({ subnet_ids: SUBNETS });
  });

  test('both policies are there before it is', () => {
    expect(resource(collection(), 'aws_opensearchserverless_collection')['depends_on']).toHaveLength(2);
  });

  test('takes the endpoint that stands in the VPC already', () => {
    const made = collection({ vpcEndpointId: 'vpce-0123456789abcdef0' });

    expect(resources(made, 'aws_opensearchserverless_vpc_endpoint')).toEqual([]);
    expect(resources(made, 'aws_security_group')).toEqual([]);
    expect(policyOf(made, 'network')).toMatchObject([{ SourceVPCEs: ['vpce-0123456789abcdef0'] }]);
  });

  test('runs once where the client says so', () => {
    const made = collection({ standbyReplicas: 'off' });

    expect(resource(made, 'aws_opensearchserverless_collection')['standby_replicas']).toBe('DISABLED');
  });
});

describe('what the programs may do', () => {
  const DOMAIN = 'arn:aws:es:eu-central-1:111122223333:domain/acme-rag';
  const inDomain = openSearchAccess(BUCKET, {
    endpoint: 'https://acme',
    domainArn: DOMAIN,
    shards: '3',
    writerRoleArn: 'arn:aws:iam::111122223333:role/writer',
    readerRoleArn: 'arn:aws:iam::111122223333:role/reader',
  });
  const pointer = [
    ['s3:GetObject', ['arn:aws:s3:::rag/index/*']],
    ['kms:Decrypt', [BUCKET.bucketKeyArn]],
  ];

  test('in a domain: one part fills indexes, one asks them, one says who is who', () => {
    expect(actionsOf(inDomain.write)).toEqual([
      ['es:ESHttpPut es:ESHttpDelete', [`${DOMAIN}/chunk-*`]],
      ['es:ESHttpPost', [`${DOMAIN}/chunk-*/_bulk`, `${DOMAIN}/chunk-*/_refresh`, `${DOMAIN}/chunk-*/_search`]],
    ]);
    expect(actionsOf(inDomain.read)).toEqual([...pointer, ['es:ESHttpPost', [`${DOMAIN}/chunk-*/_search`]]]);
    expect(actionsOf(masterStatements(DOMAIN))).toEqual([
      [
        'es:ESHttpPut',
        [
          `${DOMAIN}/_plugins/_security/api/roles/*`,
          `${DOMAIN}/_plugins/_security/api/rolesmapping/*`,
          `${DOMAIN}/_plugins/_security/api/audit/*`,
        ],
      ],
    ]);
  });

  test('in a collection: both may enter, and the data access policy says what for', () => {
    const place = { endpoint: 'https://acme', collectionArn: 'arn:aws:aoss:eu-central-1:111122223333:collection/1' };
    const { write, read } = collectionAccess(BUCKET, place);

    expect(actionsOf(write)).toEqual([['aoss:APIAccessAll', [place.collectionArn]]]);
    expect(actionsOf(read)).toEqual([...pointer, ['aoss:APIAccessAll', [place.collectionArn]]]);
    expect(collectionPolicy('acme-rag', 'writer', 'reader')).toEqual([
      {
        Description: 'fills the index',
        Principal: ['writer'],
        Rules: [
          {
            ResourceType: 'index',
            Resource: ['index/acme-rag/chunk-*'],
            Permission: [
              'aoss:CreateIndex',
              'aoss:DeleteIndex',
              'aoss:DescribeIndex',
              'aoss:ReadDocument',
              'aoss:WriteDocument',
            ],
          },
        ],
      },
      {
        Description: 'asks the index',
        Principal: ['reader'],
        Rules: [
          {
            ResourceType: 'index',
            Resource: ['index/acme-rag/chunk-*'],
            Permission: ['aoss:DescribeIndex', 'aoss:ReadDocument'],
          },
        ],
      },
    ]);
  });
});
