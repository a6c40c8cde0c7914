import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json } from '../../../contract';
import { ApiServer } from '../kubernetes/api-server';
import { describeReal } from '../needs';
import { exampleEnvironments } from '../synth';
import { foreignReleases, type ForeignRelease, type Shown } from './foreign';
import { DIRECT_AND_ESCALATION, OVER_NODES } from '../terraform/settings';
import { keysOf, knownKeys } from './known-keys';
import { REVIEWED, type Slot } from './reviewed';

const CHARTS = join(__dirname, '../../../../shared/charts');
const EXAMPLES = [...new Set(exampleEnvironments().map(({ client }) => client))].map((client): Shown => ({
  client,
  changes: [],
}));
/** The examples, and one with what none of them has. */
const CLIENTS: readonly Shown[] = [
  ...EXAMPLES,
  { client: 'example-smb', changes: [{ path: ['rag', 'index'], value: 'qdrant' }] },
  { client: 'example-mid-market', changes: DIRECT_AND_ESCALATION },
  { client: 'example-enterprise', changes: OVER_NODES },
];

/** Keys of a release's values that neither the chart's defaults nor a review of its templates knows. */
function unknownKeys({ chart, version, values }: ForeignRelease): string[] {
  const { keys = [], slots = {}, free = {}, versions } = REVIEWED[chart] ?? {};
  const whole = new Set([...Object.keys(slots), ...Object.keys(free)]);
  const file = join(CHARTS, `${chart}-${version.replace(/^v/, '')}.values.yaml`);
  if (!existsSync(file) && !versions?.includes(version)) return [`version ${version}`];
  const known = [...(existsSync(file) ? knownKeys(readFileSync(file, 'utf8')) : []), ...keys, ...whole];
  const withParents = new Set(
    known.flatMap((path) => path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))),
  );
  return values.flatMap((value) => keysOf(value, whole)).filter((path) => !withParents.has(path));
}

describeReal('values of a chart that is not ours', ['charts'], () => {
  test.each(CLIENTS)('in $client $changes.0.value hold no key the chart does not know', async (shown) => {
    const releases = await foreignReleases(shown);

    const found = releases.map((release) => ({ chart: release.chart, unknown: unknownKeys(release) }));

    expect(found.filter(({ unknown }) => unknown.length > 0)).toEqual([]);
    expect(releases.length).toBeGreaterThan(5);
  });

  test('are told when they hold one, at any depth that Helm would take in silence', async () => {
    const releases = await foreignReleases({ client: 'example-enterprise', changes: [] });

    for (const { chart, version, values } of releases) {
      const planted = values.map((value) => ({ ...(isObject(value) ? value : {}), replicaCout: 3 }));
      expect(unknownKeys({ chart, version, values: planted })).toEqual(['replicaCout']);
    }
    const vllm = releases.find(({ chart }) => chart === 'vllm-stack');
    const text = JSON.stringify(vllm?.values).replace('"maxModelLen"', '"maxModelLength"');
    expect(unknownKeys({ chart: 'vllm-stack', version: '0.1.12', values: JSON.parse(text) })).toEqual([
      'servingEngineSpec/modelSpec/vllmConfig/maxModelLength',
    ]);
  });

  test('are those of a version nobody read when the version is another', async () => {
    const [release] = await foreignReleases({ client: 'example-smb', changes: [] });

    expect(unknownKeys({ chart: release?.chart ?? '', values: [], version: '0.0.0' })).toEqual(['version 0.0.0']);
  });

  test('reviews name only charts that are released', async () => {
    const charts = (await Promise.all(CLIENTS.map(foreignReleases))).flat().map(({ chart }) => chart);

    expect([...new Set(charts)].sort()).toEqual(Object.keys(REVIEWED).sort());
  });
});

describeReal('values that a chart hands on to Kubernetes', ['charts', 'tools', 'crds'], () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await ApiServer.open();
  });
  afterAll(() => server.close());

  test('are taken by the API server in the place they go to, and refused there with one more field', async () => {
    const releases = (await Promise.all(CLIENTS.map(foreignReleases))).flat();
    const handed = new Map(releases.flatMap(handedOn).map((one) => [JSON.stringify(one), one]));
    expect(handed.size).toBeGreaterThan(15);

    for (const { chart, slot, value } of handed.values()) {
      const taken = await server.apply(JSON.stringify(deployment(slot, value)), '--dry-run=server');
      expect({ chart, slot, value, ...taken }).toMatchObject({ code: 0 });
    }
    for (const { slot, value } of new Map([...handed.values()].map((one) => [one.slot, one])).values()) {
      const refused = await server.apply(JSON.stringify(deployment(slot, planted(value))), '--dry-run=server');
      expect({ slot, ...refused }).toMatchObject({ code: 1, output: expect.stringContaining('planted') });
    }
  });
});

function handedOn({ chart, values }: ForeignRelease): { chart: string; slot: Slot; value: Json }[] {
  return Object.entries(REVIEWED[chart]?.slots ?? {}).flatMap(([path, slot]) =>
    values.flatMap((value) => valuesAt(value, path.split('/'))).map((value) => ({ chart, slot, value })),
  );
}

function valuesAt(value: Json | undefined, [key, ...rest]: string[]): Json[] {
  if (value === undefined) return [];
  if (key === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, [key, ...rest]));
  return isObject(value) ? valuesAt(value[key], rest) : [];
}

function planted(value: Json): Json {
  if (!Array.isArray(value)) return { ...(isObject(value) ? value : {}), planted: 1 };
  return value.map((entry) => planted(entry));
}

/** A Deployment with a value in one place. */
function deployment(slot: Slot, value: Json): object {
  const [owner = '', field = ''] = slot.split('.');
  const at = (name: string, base: object): object => (owner === name ? { ...base, [field]: value } : base);
  const pod = { containers: [at('container', { name: 'c', image: 'i' })], volumes: [at('volume', { name: 'v' })] };
  const labels = { app: 'a' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', namespace: 'default' },
    spec: at('deployment', {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: at('pod', pod),
      },
    }),
  };
}
