import { X509Certificate } from 'node:crypto';
import { describeReal } from '../needs';
import { Deployment } from '../terraform/deployment';
import { World } from '../terraform/world';
import { ApiServer } from './api-server';
import { NetworkPolicies } from './network-policies';
import { isOwnChart, namespacesOf, releasesOf, rendered, type Release } from './releases';

/** Pods by the labels the chart's template gives them, and who else may be there. */
const QDRANT = { namespace: 'qdrant', labels: { 'app.kubernetes.io/name': 'qdrant', app: 'qdrant' } };
const INGESTION = { namespace: 'rag', labels: { app: 'rag-ingestion' } };
const SEARCH = { namespace: 'rag', labels: { app: 'rag-search' } };
const PARTIES = {
  ingestion: INGESTION,
  search: SEARCH,
  own: QDRANT,
  neighbour: { namespace: 'qdrant', labels: { app: 'curl' } },
  'neighbour of the program': { namespace: 'rag', labels: { app: 'curl' } },
  gateway: { namespace: 'gateway', labels: { 'app.kubernetes.io/instance': 'gateway' } },
  page: { namespace: 'chat', labels: { 'app.kubernetes.io/instance': 'chat' } },
  stranger: { namespace: 'default', labels: { app: 'curl' } },
  internet: { address: '203.0.113.7' },
};

describeReal('a Qdrant in the cluster', ['terraform', 'stand-in', 'python', 'tools', 'crds'], () => {
  let server: ApiServer;
  let world: World;
  let releases: Release[];
  const answers: { release: string; code?: number; output: string }[] = [];

  beforeAll(async () => {
    [server, world] = await Promise.all([ApiServer.open(), World.open()]);
    const example = { client: 'example-smb', environment: 'production' };
    const deployment = await Deployment.make(world, example, [{ path: ['rag', 'index'], value: 'qdrant' }]);
    await deployment.apply('audit', 'network', 'lake', 'rag', 'cluster', 'retrieval');
    const retrieval = deployment.stack('retrieval');
    releases = await releasesOf(deployment, [retrieval]);
    await server.apply(await namespacesOf(deployment, [retrieval]));
    for (const release of releases.filter(isOwnChart))
      answers.push({ release: release.name, ...(await server.apply(await rendered(release))) });
  });
  afterAll(() => Promise.all([server.close(), world.close()]));

  test('is taken by Terraform, Helm and the API server: namespace, policies, keys, storage and certificate', () => {
    expect(answers.filter(({ code }) => code !== 0)).toEqual([]);
    expect(answers.map(({ release }) => release).sort()).toEqual(
      ['qdrant-before', 'qdrant-certificate', 'qdrant-network', 'rag', 'rag-network'].sort(),
    );
    expect(releases.filter((release) => !isOwnChart(release))).toMatchObject([
      { chart: 'qdrant', version: '1.19.0', repository: 'https://qdrant.github.io/qdrant-helm', namespace: 'qdrant' },
    ]);
  });

  test('is reached by the program that fills it and the one that asks, and by its own pods', async () => {
    const policies = new NetworkPolicies(await server.list('networkpolicy'), await server.list('namespace'));
    const allowed = (port: number): string[] =>
      Object.entries(PARTIES)
        .filter(([, party]) => policies.letIn(party, QDRANT, port))
        .map(([name]) => name);

    expect(allowed(6333)).toEqual(['ingestion', 'search', 'own']);
    expect(allowed(6335)).toEqual(['own']);
    expect(allowed(6334)).toEqual([]);
    for (const caller of [INGESTION, SEARCH]) {
      expect(policies.allow(caller, QDRANT, 6333)).toBe(true);
      expect(policies.allow(caller, QDRANT, 6335)).toBe(false);
    }
    expect(policies.letOut(PARTIES['neighbour of the program'], QDRANT, 6333)).toBe(false);
  });

  test('reaches nobody but itself', async () => {
    const policies = new NetworkPolicies(await server.list('networkpolicy'), await server.list('namespace'));
    const others = Object.entries(PARTIES).filter(([name]) => name !== 'own');

    expect(policies.allow(QDRANT, QDRANT, 6335)).toBe(true);
    for (const port of [80, 443, 6333, 6335, 8080])
      expect(others.filter(([, party]) => policies.letOut(QDRANT, party, port)).map(([name]) => name)).toEqual([]);
  });

  test('has a certificate that stands for the address its callers use and for each of its pods, and callers know it', async () => {
    const { stdout } = await server.must('get', 'configmap', 'qdrant-certificate', '-n', 'rag', '-o', 'json');
    const { data }: { data: Record<string, string> } = JSON.parse(stdout);
    const secret = await server.must('get', 'secret', 'qdrant-certificate', '-n', 'qdrant', '-o', 'json');
    const kept: { data: Record<string, string> } = JSON.parse(secret.stdout);
    const certificate = new X509Certificate(Buffer.from(kept.data['tls.crt'] ?? '', 'base64'));
    const authority = new X509Certificate(data['ca.crt'] ?? '');

    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    for (const host of ['qdrant.qdrant.svc.cluster.local', 'qdrant-0.qdrant-headless', 'qdrant-2.qdrant-headless'])
      expect(certificate.checkHost(host)).toBe(host);
    expect(certificate.checkHost('rag-search.rag.svc.cluster.local')).toBeUndefined();
    // they show it to each other too
    expect(certificate.keyUsage).toEqual(expect.arrayContaining(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']));
  });
});
