import type { JsonObject } from '../../../contract';
import { isObject } from '../../../contract';
import { describeReal } from '../needs';
import { exampleProductions } from '../synth';
import { Deployment } from '../terraform/deployment';
import { World } from '../terraform/world';
import { ApiServer } from './api-server';
import { NetworkPolicies, type Party } from './network-policies';
import { isOwnChart, namespacesOf, releasesOf, rendered, type Release } from './releases';

const NEEDS = ['terraform', 'stand-in', 'python', 'tools', 'crds'] as const;
/** The pods of the charts, by the labels the charts' templates give them, and who else may be there. */
const GATEWAY = { namespace: 'gateway', labels: { 'app.kubernetes.io/instance': 'gateway' } };
const GATEWAYS_NEIGHBOUR = { namespace: 'gateway', labels: { app: 'curl' } };
const ENGINES_NEIGHBOUR = { namespace: 'models', labels: { app: 'curl' } };
const APPLICATION = { namespace: 'chat', labels: { app: 'chat' } };
const PAGE = { namespace: 'chat', labels: { 'app.kubernetes.io/instance': 'chat' } };
const SEARCH = { namespace: 'rag', labels: { app: 'rag-search' } };
const STRANGER = { namespace: 'default', labels: { app: 'curl' } };
const DNS = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const DNS_NEIGHBOUR = { namespace: 'kube-system', labels: { app: 'curl' } };
const INTERNET = { address: '203.0.113.7' };
const NODE_METADATA = { address: '169.254.169.254' };
const POD_IDENTITY = { address: '169.254.170.23' };

describeReal('what our own chart puts into a cluster', NEEDS, () => {
  let server: ApiServer;
  let world: World;

  beforeAll(async () => {
    [server, world] = await Promise.all([ApiServer.open(), World.open()]);
    await server.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: APPLICATION.namespace, labels: { 'groundplane.io/gateway-access': 'true' } },
      }),
    );
  });
  afterAll(() => Promise.all([server.close(), world.close()]));

  describe.each(exampleProductions())('in $client $environment', (environment) => {
    let releases: Release[];
    const answers: { release: string; code?: number; output: string }[] = [];

    beforeAll(async () => {
      const deployment = await Deployment.make(world, environment);
      await deployment.apply();
      releases = await releasesOf(deployment);
      await server.apply(await namespacesOf(deployment));
      for (const release of releases.filter(isOwnChart))
        answers.push({ release: release.name, ...(await server.apply(await rendered(release))) });
    });
    // another environment is another cluster: nothing of this one may stand in for something of the next
    afterAll(async () => {
      for (const release of releases.filter(isOwnChart)) await server.remove(await rendered(release));
      world.forget();
    });

    test('is taken by the API server, every object and every field of it', async () => {
      expect(answers.filter(({ code }) => code !== 0)).toEqual([]);
      const objects = releases.filter(isOwnChart).flatMap(objectsOf);
      const kinds = [...new Set(objects.map(({ kind }) => kind.toLowerCase()))].join(',');
      const kept = new Set((await server.list(kinds)).map(({ kind, metadata }) => `${kind} ${metadata.name}`));
      expect(objects.length).toBeGreaterThan(10);
      expect(objects.filter(({ kind, metadata }) => !kept.has(`${kind} ${metadata.name}`))).toEqual([]);
    });

    test('is refused with one more field in an object of any kind', async () => {
      const places = releases
        .filter(isOwnChart)
        .flatMap((release) => objectsOf(release).map(({ kind }, index) => ({ kind, release, index })));
      const kinds = new Map(places.map((place) => [place.kind, place]));
      expect(kinds.size).toBeGreaterThan(2);

      for (const { kind, release, index } of kinds.values()) {
        const yaml = await rendered(release, planted(release, index));
        const { code, output } = await server.apply(yaml, '--dry-run=server');
        expect({ kind, code, output }).toMatchObject({ code: 1, output: expect.stringContaining('planted') });
      }
    });

    test('lets nobody talk to anybody but as the platform needs it', async () => {
      const policies = new NetworkPolicies(await server.list('networkpolicy'), await server.list('namespace'));

      for (const { engine, port } of enginesOf(releases)) {
        const reaching = [GATEWAY, GATEWAYS_NEIGHBOUR, ENGINES_NEIGHBOUR, APPLICATION, STRANGER, INTERNET];
        expect(reaching.filter((party) => policies.letIn(party, engine, port))).toEqual([GATEWAY]);
        expect(policies.letOut(GATEWAY, engine, port)).toBe(true);
        expect(policies.allow(GATEWAY, engine, 22)).toBe(false);
        expect(policies.allow(engine, GATEWAY, 4000)).toBe(false);
        expect(policies.allow(engine, INTERNET, 443)).toBe(true);
      }
      const calling = [APPLICATION, STRANGER, ENGINES_NEIGHBOUR, GATEWAYS_NEIGHBOUR, DNS];
      expect(calling.filter((party) => policies.letIn(party, GATEWAY, 4000))).toEqual([APPLICATION]);
      expect(policies.allow(APPLICATION, GATEWAY, 8080)).toBe(false);
      expect(policies.allow(GATEWAY, POD_IDENTITY, 80)).toBe(true);

      const asking = [PAGE, GATEWAY, ENGINES_NEIGHBOUR, STRANGER, INTERNET];
      expect(asking.filter((party) => policies.letIn(party, SEARCH, 8080))).toEqual([PAGE]);
      expect(policies.allow(PAGE, SEARCH, 8080)).toBe(true);
      expect(policies.allow(APPLICATION, SEARCH, 8080)).toBe(false);

      const inside = [GATEWAY, ENGINES_NEIGHBOUR, ...enginesOf(releases).map(({ engine }) => engine)];
      for (const pod of inside) {
        expect(policies.allow(pod, DNS, 53, 'UDP')).toBe(true);
        expect(policies.allow(pod, DNS, 53, 'TCP')).toBe(true);
        expect(policies.allow(pod, DNS_NEIGHBOUR, 53, 'UDP')).toBe(false);
        expect(policies.allow(pod, NODE_METADATA, 80)).toBe(false);
        expect(policies.allow(pod, INTERNET, 80)).toBe(false);
        expect(policies.allow(pod, STRANGER, 8080)).toBe(false);
      }
    });
  });
});

function objectsOf({ values }: Release): { kind: string; metadata: { name: string }; spec: JsonObject }[] {
  const parsed: { resources?: { kind: string; metadata: { name: string }; spec: JsonObject }[] } = JSON.parse(
    JSON.stringify(values),
  );
  // a chart that draws a key has none
  return parsed.resources ?? [];
}

/** Values in which one object has a field that its kind does not know. */
function planted(release: Release, index: number): JsonObject {
  const copy: { resources: JsonObject[] } = JSON.parse(JSON.stringify(release.values));
  const object = copy.resources[index] ?? {};
  const place = isObject(object['spec']) ? object['spec'] : object;
  place['planted'] = true;
  return JSON.parse(JSON.stringify(copy));
}

/** Pods that serve models, by the labels of their charts. */
function enginesOf(releases: readonly Release[]): { engine: Party; port: number }[] {
  const engines: Record<string, { label: string; port: number }> = {
    'vllm-stack': { label: 'helm-release-name', port: 8000 },
    ollama: { label: 'app.kubernetes.io/instance', port: 11434 },
  };
  return releases.flatMap(({ chart, name, namespace }) => {
    const found = engines[chart];
    return found === undefined ? [] : [{ engine: { namespace, labels: { [found.label]: name } }, port: found.port }];
  });
}
