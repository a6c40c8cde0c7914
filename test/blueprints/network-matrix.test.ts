import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing, type TerraformStack } from 'cdktf';
import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import { isObject, type Json, type JsonObject } from '../../contract';
import { DAY } from '../bin/fixtures';
import type { KubernetesObject } from '../real/kubernetes/api-server';
import { NetworkPolicies, type Party } from '../real/kubernetes/network-policies';

const CLIENTS = ['example-smb', 'example-mid-market', 'example-enterprise'] as const;
type Client = (typeof CLIENTS)[number];

/** The namespace every cluster has. */
const SYSTEM: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'kube-system', labels: { 'kubernetes.io/metadata.name': 'kube-system' } },
};

/** Pods by the labels their charts give them, and addresses outside of the cluster. */
function parties(client: Client, store: string): Record<string, Party> {
  const engine: Record<string, string> =
    client === 'example-smb'
      ? { 'app.kubernetes.io/instance': 'ollama-chat' }
      : { 'helm-release-name': `vllm-${client === 'example-enterprise' ? 'assistant' : 'private'}` };
  return {
    gateway: { namespace: 'gateway', labels: { 'app.kubernetes.io/instance': 'gateway' } },
    chat: { namespace: 'chat', labels: { 'app.kubernetes.io/instance': 'chat' } },
    migration: { namespace: 'chat', labels: { app: 'chat-migration' } },
    engine: { namespace: 'models', labels: engine },
    'database job': { namespace: 'database', labels: { app: 'databases' } },
    'pod beside the gateway': { namespace: 'gateway', labels: { app: 'curl' } },
    'pod beside the engines': { namespace: 'models', labels: { app: 'curl' } },
    'pod beside the page': { namespace: 'chat', labels: { app: 'curl' } },
    stranger: { namespace: 'default', labels: { app: 'curl' } },
    dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    store: { address: store },
    'load balancer': { address: store },
    internet: { address: '203.0.113.7' },
    office: { address: '192.168.10.4' },
    'node metadata': { address: '169.254.169.254' },
    'pod identity': { address: '169.254.170.23' },
  };
}

const PORT = { gateway: 4000, chat: 8080, cache: 6379, database: 5432, https: 443, http: 80, ssh: 22 } as const;

/** Who reaches whom; everything else between these is refused. */
function allowed(client: Client): [string, string, number][] {
  const inAll: [string, string, number][] = [
    ['gateway', 'engine', client === 'example-smb' ? 11434 : 8000],
    ['gateway', 'internet', PORT.https],
    ['gateway', 'office', PORT.https],
    ['gateway', 'store', PORT.https],
    ['gateway', 'pod identity', PORT.http],
    ['chat', 'gateway', PORT.gateway],
    ['chat', 'store', PORT.database],
    ['chat', 'internet', PORT.https],
    ['chat', 'office', PORT.https],
    ['chat', 'store', PORT.https],
    ['chat', 'pod identity', PORT.http],
    ['migration', 'store', PORT.database],
    ['database job', 'store', PORT.database],
    ['engine', 'internet', PORT.https],
    ['load balancer', 'chat', PORT.chat],
  ];
  // a cache, weights in a bucket, and a load balancer of the gateway's own
  const inLarger: [string, string, number][] = [
    ['gateway', 'store', PORT.cache],
    ['chat', 'store', PORT.cache],
    ['engine', 'pod identity', PORT.http],
    ['load balancer', 'gateway', PORT.gateway],
  ];
  return client === 'example-smb' ? inAll : [...inAll, ...inLarger];
}

describe.each(CLIENTS)('in production of %s', (client) => {
  const { policies, store } = synthesized(client);
  const all = parties(client, store);
  const engines = client === 'example-smb' ? 11434 : 8000;
  const ports = [...Object.values(PORT), engines, 53, 8443];

  test('whoever reaches somebody is in the table, and whoever is in the table does', () => {
    const inside = [
      'gateway',
      'chat',
      'migration',
      'engine',
      'database job',
      'pod beside the gateway',
      'pod beside the engines',
      'pod beside the page',
    ];
    const found = Object.keys(all).flatMap((from) =>
      Object.keys(all)
        .filter(
          (to) =>
            from !== to && (inside.includes(from) || inside.includes(to)) && to !== 'load balancer' && from !== 'store',
        )
        .flatMap((to) =>
          ports.filter((port) => reaches(policies, all, from, to, port)).map((port) => `${from} → ${to}:${port}`),
        ),
    );
    const names = found.filter((line) => !line.endsWith('→ dns:53') && !line.includes('beside'));

    expect(names.sort()).toEqual(
      allowed(client)
        .map(([from, to, port]) => `${from} → ${to}:${port}`)
        .sort(),
    );
  });

  test('a pod that somebody puts beside ours has no way to models, stores or the page', () => {
    for (const name of ['pod beside the gateway', 'pod beside the engines', 'pod beside the page', 'stranger'])
      for (const [to, port] of [
        ['engine', engines],
        ['gateway', PORT.gateway],
        ['chat', PORT.chat],
      ] as const)
        expect({ name, to, reached: reaches(policies, all, name, to, port) }).toEqual({ name, to, reached: false });
    expect(reaches(policies, all, 'pod beside the gateway', 'store', PORT.cache)).toBe(false);
    expect(reaches(policies, all, 'pod beside the engines', 'store', PORT.database)).toBe(false);
  });

  test('every pod of ours asks for names, and for nothing else there', () => {
    for (const name of ['gateway', 'chat', 'engine', 'migration']) {
      expect(
        policies.allow(all[name] ?? all['dns'] ?? { address: store }, all['dns'] ?? { address: store }, 53, 'UDP'),
      ).toBe(true);
      expect(reaches(policies, all, name, 'dns', 8443)).toBe(false);
      expect(reaches(policies, all, name, 'node metadata', 80)).toBe(false);
    }
  });
});

function reaches(
  policies: NetworkPolicies,
  all: Record<string, Party>,
  from: string,
  to: string,
  port: number,
): boolean {
  const [a, b] = [all[from], all[to]];
  if (a === undefined || b === undefined) throw new Error(`nobody is called ${from} or ${to}`);
  return policies.allow(a, b, port);
}

/** Policies and namespaces as they are synthesized, and an address a store has. */
function synthesized(client: Client): { policies: NetworkPolicies; store: string } {
  const loaded = loadClient(readFileSync(join(__dirname, `../../clients/${client}/client.yaml`)), 'client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: () => [],
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const found = loaded.environments.find(({ name }) => name === 'production');
  if (found === undefined) throw new Error('no production');
  const app = new App({ outdir: Testing.app().outdir });
  BLUEPRINTS[found.settings.tier].build(app, found.settings);
  const stacks = app.node.children.filter((each): each is TerraformStack => 'toTerraform' in each);
  const json = stacks.map((stack): Json => JSON.parse(JSON.stringify(stack.toTerraform())));
  const policies = json.flatMap(objects).filter(({ kind }) => kind === 'NetworkPolicy');
  const [first = '10', second = '0'] = found.settings.network.cidr.split('.');
  return {
    policies: new NetworkPolicies(policies, [...json.flatMap(namespaces), SYSTEM]),
    store: `${first}.${second}.200.9`,
  };
}

function objects(stack: Json): KubernetesObject[] {
  return named(stack, 'helm_release').flatMap(({ values }) => {
    const [text] = Array.isArray(values) ? values : [];
    const parsed: { resources?: KubernetesObject[] } = JSON.parse(
      String(text).replace(/\$\{[^}]*\}/g, 'known-after-apply'),
    );
    return Array.isArray(parsed.resources) ? parsed.resources : [];
  });
}

function namespaces(stack: Json): KubernetesObject[] {
  return named(stack, 'kubernetes_namespace_v1').map(({ metadata }) => {
    const { name, labels }: { name: string; labels: Record<string, string> } = JSON.parse(JSON.stringify(metadata));
    const own = { ...labels, 'kubernetes.io/metadata.name': name };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: own } };
  });
}

function named(stack: Json, type: string): JsonObject[] {
  const all = isObject(stack) && isObject(stack.resource) ? stack.resource[type] : undefined;
  return isObject(all) ? Object.values(all).filter(isObject) : [];
}
