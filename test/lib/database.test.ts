import { X509Certificate } from 'node:crypto';
import { TIERS } from '../../contract';
import { DATABASE_AUTHORITIES } from '../../facts';
import {
  AuroraDatabase,
  databaseTrust,
  InstanceDatabase,
  ownDatabase,
  OwnedDatabases,
  type DatabaseOwner,
} from '../../lib/database';
import { build } from '../blueprints/fixtures';
import { environment, pick, resource, resources, synthesize } from './fixtures';

const props = {
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  encryptionKey: { arn: 'key' },
  backupDays: 14,
  logRetentionDays: 90,
  dataClass: 'confidential' as const,
};

const PROGRAMS = `signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }
groups: { staff: admin }
models: { vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal } }
rag:
  index: pgvector
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;

function aurora(protectData = true): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new AuroraDatabase(stack, 'Database', { ...props, instances: 2, minCapacity: 0.5, maxCapacity: 8 });
  }, environment({ protectData }));
}

function instance(standby = true): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new InstanceDatabase(stack, 'Database', { ...props, instanceClass: 'db.t4g.small', storageGiB: 20, standby });
  });
}

describe('an Aurora', () => {
  test('grows and shrinks between its bounds, with one that takes over', () => {
    const json = aurora();

    expect(resource(json, 'aws_rds_cluster')['serverlessv2_scaling_configuration']).toEqual({
      min_capacity: 0.5,
      max_capacity: 8,
    });
    expect(resources(json, 'aws_rds_cluster_instance').map((each) => each['promotion_tier'])).toEqual([0, 1]);
  });

  test.each([true, false])('is kept from a mistaken destroy where data is protected: %s', (protectData) => {
    expect(resource(aurora(protectData), 'aws_rds_cluster')).toMatchObject({
      deletion_protection: protectData,
      lifecycle: { prevent_destroy: protectData },
      skip_final_snapshot: false,
    });
  });

  test('finds its log group there, with key and end', () => {
    const json = aurora();
    const cluster = resource(json, 'aws_rds_cluster');

    expect(resource(json, 'aws_cloudwatch_log_group')).toMatchObject({
      name: `/aws/rds/cluster/${String(cluster['cluster_identifier'])}/postgresql`,
      retention_in_days: 90,
      kms_key_id: 'key',
    });
    expect(JSON.stringify(cluster['depends_on'])).toContain('aws_cloudwatch_log_group');
  });
});

describe('an instance of RDS', () => {
  test.each([true, false])('has one that stands by: %s', (standby) => {
    expect(resource(instance(standby), 'aws_db_instance')['multi_az']).toBe(standby);
  });
});

describe.each([
  ['Aurora', 'aws_rds_cluster', 'master_password_wo', 'aws_rds_cluster_parameter_group', aurora],
  ['RDS', 'aws_db_instance', 'password_wo', 'aws_db_parameter_group', instance],
] as const)('a database on %s', (_, type, password, group, build) => {
  test('gets the password that is in the secret, read back, and no other draw', () => {
    const json = build();

    const [read] = Object.entries(pick(json, 'ephemeral', 'aws_secretsmanager_secret_version') ?? {});
    expect(resource(json, type)[password]).toBe(
      `\${ephemeral.aws_secretsmanager_secret_version.${read?.[0]}.secret_string}`,
    );
    expect(JSON.stringify(read?.[1])).toContain('aws_secretsmanager_secret_version.');
  });

  test('takes TLS or nothing', () => {
    expect(resource(build(), group)['parameter']).toContainEqual({
      name: 'rds.force_ssl',
      value: '1',
      apply_method: 'pending-reboot',
    });
  });

  test('lets nobody in by itself', () => {
    expect(resource(build(), 'aws_security_group')).not.toHaveProperty('ingress');
    expect(resources(build(), 'aws_vpc_security_group_ingress_rule')).toEqual([]);
  });
});

test('a database of one zone is refused', () => {
  const build = (): unknown =>
    synthesize((stack) => {
      new InstanceDatabase(stack, 'Database', {
        ...props,
        subnetIds: ['subnet-1'],
        instanceClass: 'db.t4g.small',
        storageGiB: 20,
        standby: false,
      });
    });

  expect(build).toThrow('DatabaseZones');
});

function owned(owners: readonly DatabaseOwner[]): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new OwnedDatabases(stack, 'Databases', {
      host: 'db.example',
      vpcCidr: '10.0.0.0/16',
      owners,
      encryptionKey: { arn: 'key' },
      dependsOn: [],
    });
  });
}

function release(json: ReturnType<typeof synthesize>): string {
  return String(resources(json, 'helm_release').find(({ name }) => name === 'databases')?.['values'] ?? 'no release');
}

describe('databases of their own', () => {
  test('have a secret each, found by its name before it is there', () => {
    let name = '';
    const json = synthesize((stack) => {
      name = ownDatabase(stack, 'rag').secret.name;
    });

    expect(resources(json, 'aws_secretsmanager_secret')).toEqual([]);
    expect(resources(owned([{ name: 'rag' }]), 'aws_secretsmanager_secret').map((each) => each['name'])).toEqual([
      name,
    ]);
  });

  test('name the extensions their owner asked for', () => {
    expect(release(owned([{ name: 'rag', extensions: ['vector'] }]))).toContain('rag pgaudit,vector');
  });

  test('are given again after each change, by a job that Helm waits for', () => {
    expect(release(owned([{ name: 'rag' }]))).toContain('"helm.sh/hook":"post-install,post-upgrade"');
  });

  test.each([
    ['Rag', []],
    ['rag-index', []],
    ['master', []],
    ['groundplane', []],
    ["rag'; DROP", []],
    ['rag', ['vector; DROP']],
  ])('cannot be called %s with %s', (name, extensions) => {
    expect(() => owned([{ name, extensions }])).toThrow('DatabaseOwner');
  });

  test('cannot have one name twice', () => {
    expect(() => owned([{ name: 'rag' }, { name: 'rag' }])).toThrow('twice');
  });
});

describe('the authority of the server', () => {
  test.each(Object.entries(DATABASE_AUTHORITIES))('of %s is a root of RDS there, for years to come', (region, der) => {
    const certificate = new X509Certificate(Buffer.from(der, 'base64'));

    expect(certificate.subject).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.UTC(2060, 0, 1));
  });

  test('reaches programs as a file that can be read as one', () => {
    const { authority = '', manifests } = databaseTrust('eu-central-1');

    expect(new X509Certificate(authority).subject).toContain('eu-central-1');
    expect(manifests('chat')).toMatchObject([{ metadata: { namespace: 'chat' }, data: { 'ca.crt': authority } }]);
  });

  test('that nobody read leaves the connection encrypted', () => {
    const { environment, query, volumes } = databaseTrust('us-gov-west-1');

    expect({ environment, query, volumes }).toEqual({
      environment: { PGSSLMODE: 'require' },
      query: 'sslmode=require',
      volumes: [],
    });
  });

  test.each(TIERS)('is asked for by every program of %s that speaks to it', (tier) => {
    const text = JSON.stringify(build(tier, 'day-60', 'us-east-1', PROGRAMS).synthesized.map(({ json }) => json));

    expect(text).not.toMatch(/sslmode=require|PGSSLMODE[^a-z]*value[^a-z]*require/);
    expect(text.match(/sslmode=verify-full/g)).toHaveLength(1);
    expect(text.match(/PGSSLMODE[^a-z]*value[^a-z]*verify-full/g)?.length).toBeGreaterThanOrEqual(4);
  });
});
