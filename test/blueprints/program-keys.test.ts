import { isObject, type Phase, type Tier } from '../../contract';
import { build, STAGES } from './fixtures';

const PROGRAMS = `signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }
groups: { staff: admin }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
rag:
  index: auto
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;
const TEAMS = `gateway: { cache: elasticache }
teams:
  claims: { owner: claims@acme.example, models: [assistant], monthlyUsd: '5', keys: { app: { expires: '2026-12-31' } } }
`;

interface Manifest {
  kind: string;
  metadata: { name: string; namespace: string };
  data?: Record<string, string>;
  spec?: { data?: { secretKey: string; remoteRef: { key: string } }[] };
}

interface Found {
  manifests: Manifest[];
  /** Names of the secrets that are made, and all that says something of them. */
  secrets: string[];
  /** Releases that speak of the key of the administrator or of where it lies. */
  speaking: string[];
}

function found(tier: Tier, phase: Phase, top: string): Found {
  const resources = build(tier, phase, 'us-east-1', top).synthesized.flatMap(({ json }) =>
    isObject(json) && isObject(json.resource) ? [json.resource] : [],
  );
  const of = (type: string) =>
    resources.flatMap((all) => (isObject(all[type]) ? Object.values(all[type]).filter(isObject) : []));
  const releases = of('helm_release');
  const texts = releases.flatMap(({ values }) => (Array.isArray(values) ? values.map(String) : []));
  return {
    manifests: texts.flatMap((text): Manifest[] => JSON.parse(text).resources ?? []),
    secrets: of('aws_secretsmanager_secret').map(({ name }) => String(name)),
    speaking: releases
      .filter(({ values }) => /master-key|PROXY_MASTER_KEY|gateway-keys/.test(JSON.stringify(values)))
      .map(({ namespace }) => String(namespace)),
  };
}

/** What a namespace gets from Secrets Manager by the name of the variable. */
function given(manifests: readonly Manifest[], namespace: string, secretKey: string): string[] {
  return manifests
    .filter(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.namespace === namespace)
    .flatMap(({ spec }) => spec?.data ?? [])
    .filter((each) => each.secretKey === secretKey)
    .map(({ remoteRef }) => remoteRef.key);
}

interface Access {
  models: string[];
  requestsPerMinute: number;
  tokensPerMinute: number;
  keys: Record<string, string | null>;
}

function access(manifests: readonly Manifest[]): Record<string, Access> {
  return JSON.parse(manifests.flatMap(({ data }) => data?.['teams.json'] ?? [])[0] ?? '{}');
}

const CASES = STAGES.flatMap(([tier, phase]) =>
  ['', TEAMS].map((teams) => [tier, phase, teams === '' ? 'without' : 'with', `${PROGRAMS}${teams}`] as const),
);

describe.each(CASES)('%s at %s %s teams', (tier, phase, teams, top) => {
  const { manifests, secrets, speaking } = found(tier, phase, top);
  const index = phase === 'day-30' ? [] : ['index'];

  test('the key of the administrator reaches the gateway and nothing else', () => {
    expect(new Set(speaking)).toEqual(new Set(['gateway']));
  });

  test('each program has a key of its own, which the gateway reads too', () => {
    const asked = { chat: given(manifests, 'chat', 'OPENAI_API_KEY'), index: given(manifests, 'rag', 'GATEWAY_KEY') };

    expect(new Set(asked.chat)).toEqual(new Set(['acme-production/gateway/keys/platform-chat/app']));
    expect(new Set(asked.index)).toEqual(
      new Set(index.map((program) => `acme-production/gateway/keys/platform-${program}/app`)),
    );
    for (const program of ['chat', ...index]) {
      const name = `acme-production/gateway/keys/platform-${program}/app`;
      expect(secrets).toContain(name);
      expect(given(manifests, 'gateway', `platform-${program}.app`)).toEqual([name]);
    }
  });

  test('each may call the models it needs and no others, and not without limit', () => {
    const known = access(manifests);

    expect(Object.keys(known)).toEqual([
      ...(teams === 'with' ? ['claims'] : []),
      'platform-chat',
      ...index.map((program) => `platform-${program}`),
    ]);
    expect(known['platform-chat']).toMatchObject({ models: ['assistant'], keys: { app: null } });
    expect(known['platform-index']?.models).toEqual(phase === 'day-30' ? undefined : ['vectors']);
    for (const program of ['chat', ...index]) {
      expect(known[`platform-${program}`]?.requestsPerMinute).toBeGreaterThan(0);
      expect(known[`platform-${program}`]?.tokensPerMinute).toBeGreaterThan(0);
    }
  });
});

test('the chat page has the budget that is said, and none else', () => {
  const budget = (top: string): unknown =>
    access(found('smb', 'day-60', `${PROGRAMS}${top}`).manifests)['platform-chat'];

  expect(budget("chat: { monthlyUsd: '2000' }\n")).toMatchObject({ monthlyUsd: '2000' });
  expect(budget('')).not.toHaveProperty('monthlyUsd');
});

test('the index has the budget that is said, and none else', () => {
  const budget = (top: string): unknown => access(found('smb', 'day-60', top).manifests)['platform-index'];

  expect(budget(PROGRAMS.replace('  index: auto\n', "  index: auto\n  embeddingMonthlyUsd: '100'\n"))).toMatchObject({
    monthlyUsd: '100',
  });
  expect(budget(PROGRAMS)).not.toHaveProperty('monthlyUsd');
});

test('where nobody signs in and nothing is indexed there are no keys but that of the administrator', () => {
  const { secrets, speaking } = found('smb', 'day-30', '');

  expect(secrets.filter((name) => name.includes('/gateway/'))).toEqual(['acme-production/gateway/master-key']);
  expect(speaking).toContain('gateway');
});
