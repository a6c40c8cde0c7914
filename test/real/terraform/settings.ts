import type { Change } from '../synth';

/**
 * The documented way to take an environment down: this, apply, destroy. Taking off what the policies ask for is a decision with a
 * reason, an owner and an end.
 */
export function takenDown({ client, environment }: { client: string; environment: string }): Change[] {
  const why = {
    reason: 'this environment is taken down for good',
    owner: 'ai-platform',
    expires: '2026-12-19',
    ticket: 'PLAT-99',
  };
  return [
    { path: ['environments', environment, 'deletionProtection'], value: 'off' },
    {
      path: ['waivers'],
      value: [
        { id: 'PAI-EKS-007', scope: `${client}-${environment}-cluster`, ...why },
        { id: 'PAI-SEC-004', scope: `${client}-${environment}-serving`, ...why },
        { id: 'PAI-SEC-004', scope: `${client}-${environment}-data`, ...why },
        { id: 'PAI-SEC-004', scope: `${client}-${environment}-platform`, ...why },
        { id: 'PAI-DAT-006', scope: `${client}-${environment}-data`, ...why },
        ...keeping(client).map((stack) => ({
          id: 'PAI-BCK-006',
          scope: `${client}-${environment}-${stack}`,
          ...why,
        })),
      ],
    },
  ];
}

/** Stacks of an example that keep data: archive, stores, lake, documents, access logs, weights of its own models. */
function keeping(client: string): string[] {
  return ['audit', 'data', 'lake', 'rag', ...(client === 'example-smb' ? [] : ['detection', 'serving'])];
}

/** What no example says: an application past the gateway, to Bedrock and to an engine, and a person who looks at what guardrails stop. */
export const DIRECT_AND_ESCALATION: Change[] = [
  { path: ['gateway', 'cache'], value: 'elasticache' },
  {
    path: ['teams'],
    value: {
      claims: {
        owner: 'claims@acme.example',
        useCase: 'triage of claims',
        riskClass: 'limited',
        models: ['assistant', 'private'],
        monthlyUsd: '5',
        keys: { app: { expires: '2026-12-31' } },
        direct: { tokensPerDay: 5000, engines: 'unguarded' },
      },
    },
  },
  { path: ['gateway', 'escalation'], value: { guardrails: ['prompt-attacks'], reviewers: 'oversight@acme.example' } },
];

/** What no example says: an engine over several nodes, as many groups as requests ask for. */
export const OVER_NODES: Change[] = [
  {
    path: ['gpuPools', 'large'],
    value: { instanceTypes: ['p5.48xlarge'], capacity: ['on-demand'], maxNodes: 6 },
  },
  {
    path: ['models', 'reasoner'],
    value: {
      provider: 'vllm',
      model: 'deepseek-r1',
      pool: 'large',
      precision: 'fp8',
      nodes: 2,
      replicas: 2,
      maxReplicas: 3,
      contextTokens: 32_768,
    },
  },
  { path: ['budget'], value: { monthlyUsd: '400000' } },
];
