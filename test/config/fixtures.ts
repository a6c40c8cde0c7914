import {
  because,
  loadClient,
  type LoadOptions,
  type LoadResult,
  type ModelSeeds,
  type PoolSeeds,
  type TierDefaults,
} from '../../config';
import type { Tier } from '../../contract';

const TODAY = '2026-11-21';

/** A source that says everything: files of orders. */
export const ORDERS = `data:
  sources:
    orders:
      kind: drop
      format: json
      mode: append
      owner: sales@acme.example
      classification: internal
      columns:
        order_id: { type: bigint }
        note: { type: string }
        updated_at: { type: timestamp }
      key: [order_id]
      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }
      retentionDays: 400
      access: [developer]
`;

/** A second environment, to stand behind {@link clientYaml}. */
export function staging(account: string, more = '', region = 'eu-central-1'): string {
  return `  staging:\n    account: "${account}"\n    region: ${region}\n    domain: staging.acme.example\n    deployRoleArn: arn:aws:iam::${account}:role/deploy\n${more}`;
}

/** Defaults that are nobody's: small, valid, and different from each other where a test looks. */
export function defaultsOf(tier: Tier): TierDefaults {
  return {
    environment: {
      stage: because('production', 'the strictest'),
      deletionProtection: because(({ stage }) => (stage === 'development' ? 'off' : 'on'), 'data survives a mistake'),
      residency: because('area', 'no further'),
      state: { bucket: because(({ client, account }) => `${client}-${account}-tfstate`, 'unique in the world') },
    },
    network: {
      cidr: because('10.0.0.0/16', 'room for pods'),
      zones: because(tier === 'smb' ? 2 : 3, tier === 'smb' ? 'what EKS needs' : 'one may fail'),
      egress: because('single-nat', 'cheap'),
      endpoints: because('core', 'what carries secrets'),
      flowLogRetentionDays: because(90, 'a quarter'),
    },
    cluster: {
      version: because('1.35', 'supported longest'),
      admins: because([], 'nobody by default'),
      breakGlassPrincipalArns: because([], 'none'),
      apiCidrs: because([], 'private'),
      privateApiCidrs: because([], 'none'),
      serviceCidr: because('172.20.0.0/16', 'seldom routed'),
      systemNodes: {
        instanceType: because('m7i.large', 'fits the controllers'),
        minNodes: because(2, 'one a zone'),
        maxNodes: because(4, 'room for upgrades'),
      },
      logRetentionDays: because(365, 'a year'),
    },
    gpu: { software: because('device-plugin', 'smallest') },
    serving: { weights: because('hub', 'nothing to keep'), hubAccess: because('anybody', 'open models') },
    gateway: {
      requestTimeoutSeconds: because(60, 'a long answer'),
      failoverSeconds: because(20, 'patience'),
      replicas: because(1, 'one'),
      cache: because('none', 'nothing to share'),
      cacheNodeType: because('cache.t4g.medium', 'small'),
      guardrails: because('on', 'names'),
      cloudGuardrail: because('on', 'masked'),
    },
    rag: {
      index: because('none', 'nothing curated'),
      documents: because(1000, 'few'),
      tokensPerDocument: because(2000, 'short'),
      chunkTokens: because(400, 'a paragraph'),
      chunkOverlapTokens: because(50, 'a sentence'),
      tenants: because(1, 'one'),
      queriesPerSecond: because(1, 'few'),
      accessLabels: because('document', 'apart'),
      refreshMinutes: because(60, 'an hour'),
      domain: {
        instanceType: because('auto', 'from the documents'),
        nodes: because('auto', 'from the documents'),
        volumeGiB: because('auto', 'from the documents'),
        dedicatedMasters: because('off', 'few ask'),
        serviceLinkedRole: because('create', 'there is none'),
      },
      collection: { standbyReplicas: because('on', 'a zone may fail') },
      recallAt: because(5, 'a prompt'),
      leastRecall: because(0.8, 'most'),
    },
    database: {
      kind: because('aurora-serverless', 'grows'),
      zones: because(2, 'two'),
      minCapacity: because(0.5, 'least'),
      maxCapacity: because(8, 'enough'),
      instanceClass: because('db.t4g.small', 'small'),
      storageGiB: because(20, 'least'),
      backupDays: because(14, 'two weeks'),
      copyRegion: because('none', 'stays'),
      backupLock: because('off', 'open'),
    },
    chat: {
      page: because('open-webui', 'a page'),
      replicas: because(1, 'one'),
      requestsPerMinute: because(300, 'five a second'),
      tokensPerMinute: because(500_000, 'ten pages each'),
    },
    entry: {
      exposure: because('internal', 'nobody outside'),
      cidrs: because(['0.0.0.0/0'], 'anybody'),
      requestsPerFiveMinutes: because(1000, 'an office'),
    },
    audit: {
      archive: {
        lock: because(({ stage }) => (stage === 'production' ? 'governance' : 'none'), 'evidence'),
        retentionDays: because(365, 'a year'),
      },
      recordRules: because([], 'none'),
      sinks: because([], 'none'),
      failedRetentionDays: because(30, 'a month'),
      logRetentionDays: because(365, 'a year'),
      breakGlassRoleArns: because([], 'none'),
      trail: because('own', 'recorded'),
      guardDuty: because('off', 'none'),
      securityHub: because('off', 'none'),
    },
    data: {
      sources: because({}, 'none'),
      scanLimitGiB: because(100, 'bounded'),
      permissions: because('iam', 'simple'),
      lakeFormation: because('own', 'nobody else'),
      schedule: because('0 4 * * *', 'at night'),
      pullSchedule: because('0 3 * * *', 'before'),
      runHours: because(26, 'a day'),
      artefactDays: because(180, 'half a year'),
      deadLetterDays: because(30, 'a month'),
      warehouse: {
        engine: because('athena', 'free at rest'),
        baseRpu: because(8, 'small'),
        maxRpu: because(64, 'bounded'),
        dailyRpuHours: because(64, 'bounded'),
      },
    },
    budget: {
      monthlyUsd: because('5000', 'a guess'),
      judgedOn: because('expected', 'the middle'),
      action: because('fail', 'strict'),
      unpricedLines: because(5, 'a few'),
    },
    commitments: {
      savingsPlans: because([], 'none'),
      reservations: because([], 'none'),
      discountPercent: because(0, 'none'),
    },
    comparison: {
      buildUsd: because('10000', 'a guess'),
      peopleUsd: because('1000', 'a guess'),
      discountPercent: because(8, 'usual'),
      targetLoadPercent: because(65, 'room'),
      minReplicas: because(1, 'one'),
    },
    useCase: {
      cachedPercent: because(0, 'none'),
      peakFactor: because(6, 'office hours'),
      growthPercent: because(0, 'none'),
      secondsSaved: because(0, 'a claim'),
      hourlyUsd: because('0', 'a claim'),
      adoptionPercent: because(50, 'half'),
    },
    team: {
      requestsPerMinute: because(60, 'one a second'),
      tokensPerMinute: because(100_000, 'pages'),
      stopped: because('no', 'works'),
    },
    gpuPool: {
      instanceTypes: because(['g6.xlarge', 'g6.2xlarge'], 'cheap 24 GB GPUs'),
      ami: because('al2023', 'familiar'),
      capacity: because(['on-demand'], 'simple'),
      reservations: because([], 'none'),
      minNodes: because(0, 'idle costs'),
      maxNodes: because(2, 'bounded'),
      rootVolumeGiB: because(200, 'images and weights'),
      zones: because([], 'all'),
      sharing: because({ mode: 'none' }, 'one server a GPU'),
    },
    model: {
      vllm: {
        model: because('qwen3-8b', 'fits'),
        pool: because('chat', 'the pool of the tier'),
        contextTokens: because(16_384, 'long enough'),
        precision: because('bf16', 'as published'),
        replicas: because(1, 'one'),
        dataClass: because('restricted', 'stays in the account'),
      },
      ollama: {
        model: because('qwen3-8b', 'fits'),
        pool: because('chat', 'the pool of the tier'),
        contextTokens: because(8192, 'short'),
        dataClass: because('restricted', 'stays in the account'),
      },
      bedrock: { dataClass: because('internal', 'AWS computes it') },
    },
    gpuPools: because(
      ({ phase }): PoolSeeds => (phase === 'day-30' ? {} : { chat: { maxNodes: 3 } }),
      'one pool from day-60 on',
    ),
    models: because(
      ({ phase }): ModelSeeds => ({
        assistant: { provider: 'bedrock', model: 'amazon.nova-lite-v1:0' },
        ...(phase === 'day-30' ? {} : { private: { provider: 'vllm' } }),
      }),
      'a cloud model for all',
    ),
  };
}

const OPTIONS: LoadOptions = { today: TODAY, defaultsOf, tierProblems: () => [] };

const HEAD = `schemaVersion: 1
client: acme
tier: mid-market
phase: day-60
owner: ai-platform@acme.example
costCentre: "4711"
dataClasses: [internal, confidential]
`;
const ENVIRONMENTS = `environments:
  production:
    account: "111122223333"
    region: eu-central-1
    domain: ai.acme.example
    deployRoleArn: arn:aws:iam::111122223333:role/deploy
`;

/** A valid client file of twelve lines, with more said before its environments and at the end of its one environment. */
export function clientYaml({ top = '', environment = '' }: { top?: string; environment?: string } = {}): string {
  return `${HEAD}${top}${ENVIRONMENTS}${environment.replace(/^(?=.)/gm, '    ')}`;
}

/** A valid client file with one text in it replaced. */
export function replaced(from: string, to: string): string {
  const whole = clientYaml();
  if (!whole.includes(from)) throw new Error(`the fixture does not say ${from}`);
  return whole.replace(from, to);
}

export function load(content: Uint8Array | string, options: Partial<LoadOptions> = {}, client = 'acme'): LoadResult {
  return loadClient(content, `clients/${client}/client.yaml`, { ...OPTIONS, ...options });
}

/** The problems of a file that is refused. */
export function problemsOf(
  content: Uint8Array | string,
  options: Partial<LoadOptions> = {},
): Extract<LoadResult, { ok: false }>['problems'] {
  const result = load(content, options);
  return result.ok ? [] : result.problems;
}

/** A file that is taken. */
export function loaded(
  content: Uint8Array | string,
  options: Partial<LoadOptions> = {},
  client = 'acme',
): Extract<LoadResult, { ok: true }> {
  const result = load(content, options, client);
  if (!result.ok) throw new Error(result.problems.map(({ path, message }) => `${path} ${message}`).join('\n'));
  return result;
}
