import { isObject, type Json, type JsonObject } from '../../contract';
import { build, SIGNED_IN, STAGES } from './fixtures';

const TOP = `${SIGNED_IN}rag:
  index: qdrant
  documents: 200000
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;

function stackOf(
  tier: (typeof STAGES)[number][0],
  phase: (typeof STAGES)[number][1],
  name: string,
  top = TOP,
): JsonObject {
  const { synthesized } = build(tier, phase, 'us-east-1', top);
  const json = synthesized.find((each) => each.name.endsWith(`-${name}`))?.json;
  return isObject(json) ? json : {};
}

function resourcesIn(stack: JsonObject, type: string): JsonObject[] {
  const all = isObject(stack['resource']) ? stack['resource'][type] : undefined;
  return isObject(all) ? Object.values(all).filter(isObject) : [];
}

function valuesOf(releases: readonly JsonObject[], name: string): JsonObject {
  const release = releases.find((each) => each['name'] === name);
  const texts: Json = release?.['values'] ?? [];
  return JSON.parse(Array.isArray(texts) ? String(texts[0]) : '{}');
}

const chartOf = (releases: readonly JsonObject[]): JsonObject => releases.find(({ chart }) => chart === 'qdrant') ?? {};

describe.each(STAGES.filter(([, phase]) => phase !== 'day-30'))('an index in Qdrant, %s at %s', (tier, phase) => {
  const retrieval = stackOf(tier, phase, 'retrieval');
  const releases = resourcesIn(retrieval, 'helm_release');
  const qdrant = chartOf(releases);
  const chart = valuesOf(releases, String(qdrant['name']));
  const text = JSON.stringify(retrieval).replaceAll('\\', '');

  test('stands on nodes of its own, as many as pods, a group a zone', () => {
    const groups = resourcesIn(retrieval, 'aws_eks_node_group');
    const sizes = groups.flatMap(({ scaling_config: scaling }) => (isObject(scaling) ? [scaling['min_size']] : []));

    expect(chart).toMatchObject({ replicaCount: 3, nodeSelector: { 'groundplane.io/dedicated': 'qdrant' } });
    expect(sizes).toEqual(tier === 'smb' ? [2, 1] : [1, 1, 1]);
    expect(groups.map(({ subnet_ids: subnets }) => subnets)).toHaveLength(
      new Set(groups.map((each) => JSON.stringify(each['subnet_ids']))).size,
    );
  });

  test('speaks TLS to everybody, knows its keys from Secrets Manager only, and tells its maker nothing', () => {
    expect(chart).toMatchObject({
      config: {
        service: { enable_tls: true },
        cluster: { p2p: { enable_tls: true } },
        telemetry_disabled: true,
      },
      env: [
        { name: 'QDRANT__SERVICE__API_KEY', valueFrom: { secretKeyRef: { name: 'qdrant-keys', key: 'API_KEY' } } },
        { name: 'QDRANT__SERVICE__READ_ONLY_API_KEY', valueFrom: { secretKeyRef: { key: 'READ_ONLY_API_KEY' } } },
      ],
    });
    expect(chart).not.toHaveProperty('apiKey');
    expect(
      resourcesIn(retrieval, 'aws_secretsmanager_secret')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['acme-production/qdrant/reader', 'acme-production/qdrant/writer']);
  });

  test('the program that answers has the key that reads, and the one that fills the index the other', () => {
    const keyOf = (secret: string): string | undefined =>
      new RegExp(
        `"kind":"ExternalSecret","metadata":{"name":"${secret}".*?"remoteRef":{"key":"([^"]*qdrant[^"]*)"`,
      ).exec(text)?.[1];

    expect([keyOf('rag-ingestion'), keyOf('rag-search')]).toEqual([
      'acme-production/qdrant/writer',
      'acme-production/qdrant/reader',
    ]);
    expect(text).toContain('"QDRANT_URL","value":"https://qdrant.qdrant.svc.cluster.local:6333"');
    expect(text).toContain('"QDRANT_SHARDS","value":"3"');
    expect(text).toContain('"configMap":{"name":"qdrant-certificate"}');
    expect(text).toContain('"hosts":["qdrant.qdrant.svc.cluster.local","qdrant-0.qdrant-headless"');
    expect(text).toContain('"store":"qdrant"');
  });

  test('is there before the program that calls it, and after its nodes, keys and certificate', () => {
    const service = releases.find(({ name }) => name === 'rag');
    const before = JSON.stringify(service?.['depends_on']);
    const own = JSON.stringify(qdrant['depends_on']);

    expect(before).toContain('helm_release.Qdrant_');
    expect(own.match(/aws_eks_node_group\./g)).toHaveLength(tier === 'smb' ? 2 : 3);
    expect(own).toContain('helm_release.Qdrant_Certificate_');
    expect(own).toContain('helm_release.Qdrant_Before_');
  });

  test('may keep copies of its pieces, and somebody is told when it needed them', () => {
    const rag = stackOf(tier, phase, 'rag');
    const policies =
      JSON.stringify(resourcesIn(retrieval, 'aws_iam_role_policy')) +
      JSON.stringify(resourcesIn(retrieval, 'aws_iam_policy'));

    expect(policies).toContain('/copies/*');
    expect(resourcesIn(rag, 'aws_cloudwatch_metric_alarm').map((alarm) => alarm['metric_name'])).toContain('Refilled');
    expect(resourcesIn(rag, 'aws_s3vectors_vector_bucket')).toEqual([]);
  });

  test('its namespaces may ask for secrets', () => {
    const platform = JSON.stringify(stackOf(tier, phase, 'platform')).replaceAll('\\', '');

    expect(/"kind":"ClusterSecretStore".*?"namespaces":\[([^\]]*)\]/.exec(platform)?.[1]).toMatch(/"qdrant".*"rag"/);
  });
});

test('another size is another release with volumes of another name, as a set of pods cannot change them', () => {
  const small = chartOf(resourcesIn(stackOf('smb', 'day-60', 'retrieval'), 'helm_release'));
  const { synthesized } = build('smb', 'day-60', 'us-east-1', TOP.replace('documents: 200000', 'documents: 2000000'));
  const json = synthesized.find((each) => each.name.endsWith('-retrieval'))?.json;
  const large = chartOf(resourcesIn(isObject(json) ? json : {}, 'helm_release'));

  expect(small['name']).not.toBe(large['name']);
  for (const release of [small, large]) {
    const { persistence, snapshotPersistence, fullnameOverride } = valuesOf([release], String(release['name']));
    const size = String(isObject(persistence) ? persistence['size'] : '').toLowerCase();
    expect(release['name']).toBe(`qdrant-${size}`);
    expect(persistence).toMatchObject({ storageVolumeName: `storage-${size}` });
    expect(snapshotPersistence).toMatchObject({ enabled: true, snapshotsVolumeName: `snapshots-${size}` });
    expect(fullnameOverride).toBe('qdrant');
  }
});

test('what an index in Qdrant kept in the bucket goes when another is taken, and not before', () => {
  const rules = (top: string): string =>
    JSON.stringify(resourcesIn(stackOf('mid-market', 'day-60', 'rag', top), 'aws_s3_bucket_lifecycle_configuration'));
  const gone = '"expiration":[{"days":1}],"filter":[{"prefix":"copies/"}]';

  expect(rules(TOP.replace('index: qdrant', 'index: pgvector'))).toContain(gone);
  expect(rules(TOP)).not.toContain('copies/');
});
