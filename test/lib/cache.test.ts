import { Cache, cacheConnect } from '../../lib/cache';
import { Gateway } from '../../lib/gateway';
import type { Json } from '../../contract';
import { environment, pick, resource, resources, synthesize } from './fixtures';

const props = {
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  encryptionKey: { arn: 'key' },
  nodeType: 'cache.t4g.medium',
  snapshotDays: 3,
  dataClass: 'confidential' as const,
};

function cache(protectData = true): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new Cache(stack, 'Cache', props);
  }, environment({ protectData }));
}

describe('a cache', () => {
  test('stands in every zone, encrypted on disk and on the way, and comes back by itself', () => {
    expect(resource(cache(), 'aws_elasticache_replication_group')).toMatchObject({
      num_cache_clusters: 2,
      multi_az_enabled: true,
      automatic_failover_enabled: true,
      at_rest_encryption_enabled: 'true',
      transit_encryption_enabled: true,
      kms_key_id: 'key',
    });
  });

  test('has no password: its one user signs in with IAM', () => {
    const user = resource(cache(), 'aws_elasticache_user');

    expect(user).toMatchObject({ authentication_mode: { type: 'iam' }, user_id: user['user_name'] });
    expect(user).not.toHaveProperty('passwords');
  });

  test('lets nobody in by itself', () => {
    expect(resource(cache(), 'aws_security_group')).not.toHaveProperty('ingress');
    expect(resources(cache(), 'aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  test('is signed in to by the identity that may, at that one cache as that one user', () => {
    let statement: unknown;
    const json = synthesize((stack) => {
      new Cache(stack, 'Cache', props);
      statement = cacheConnect(stack);
    });

    expect(statement).toMatchObject({
      Action: 'elasticache:Connect',
      Resource: [
        `arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:${String(resource(json, 'aws_elasticache_replication_group')['replication_group_id'])}`,
        `arn:aws:elasticache:eu-central-1:111122223333:user:${String(resource(json, 'aws_elasticache_user')['user_id'])}`,
      ],
    });
  });

  test.each([true, false])('is kept from a mistaken destroy where data is protected: %s', (protectData) => {
    const group = resource(cache(protectData), 'aws_elasticache_replication_group');

    expect(group['lifecycle']).toEqual({ prevent_destroy: protectData });
  });

  test('of one zone is refused', () => {
    expect(() => synthesize((stack) => void new Cache(stack, 'Cache', { ...props, subnetIds: ['subnet-1'] }))).toThrow(
      'CacheZones',
    );
  });
});

test('copies of a gateway without a cache are refused', () => {
  const build = (): unknown =>
    synthesize((stack) => {
      new Gateway(stack, 'Gateway', {
        clusterName: 'c',
        namespace: 'gateway',
        routes: [],
        requestTimeoutSeconds: 60,
        fallbacks: {},
        failoverSeconds: 20,
        replicas: 3,
        keysSecret: 'keys',
        dependsOn: [],
      });
    });

  expect(build).toThrow('ReplicasWithoutCache');
});

test('a program without IAM has a password nobody has seen, in no state, and its own keys only', () => {
  const json = synthesize((stack) => {
    new Cache(stack, 'Cache', { ...props, passwordUsers: { chat: { keyPrefix: 'open-webui' } } });
  });

  const stack = resource(json, 'aws_cloudformation_stack');
  const template: Json = JSON.parse(String(stack.template_body));
  const user = pick(template, 'Resources', 'User', 'Properties');
  expect(user).toMatchObject({
    AccessString: 'on ~open-webui* &* +@all -@admin -@dangerous +info +keys',
    AuthenticationMode: { Passwords: ['{{resolve:secretsmanager:acme-production/cache/chat:SecretString}}'] },
  });
  expect(resource(json, 'aws_elasticache_user_group').user_ids).toContainEqual('acme-production-chat-cache');
  expect(JSON.stringify(resource(json, 'aws_elasticache_user_group').depends_on)).toContain(
    'aws_cloudformation_stack.',
  );
});
