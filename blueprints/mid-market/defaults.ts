import { because, byStage, type ModelSeeds, type PoolSeeds, type TierDefaults } from '../../config';
import { reached } from '../../contract';
import { firstSold, inferenceArea, REGIONS, zonesOf, sisterRegion } from '../../facts';

/** Hundreds of users: three zones, nothing that stops with one, GPU nodes that follow the load. */
export const defaults: TierDefaults = {
  environment: {
    stage: because('production', 'the strictest; an environment that may be thrown away says so'),
    deletionProtection: because(
      ({ stage }) => (stage === 'development' ? 'off' : 'on'),
      'data survives a mistaken destroy',
    ),
    residency: because('area', 'most models are sold through the profile of an area only; no further without a word'),
    state: {
      bucket: because(
        ({ client, account, region }) => `${client}-${account}-${region}-tfstate`,
        'unique in the world, the same on every machine',
      ),
    },
  },
  network: {
    cidr: because('10.0.0.0/16', 'room for 16,000 pods a zone'),
    zones: because(
      ({ region }) => zonesOf(region, 3),
      'GPU capacity runs out by zone; a third doubles the chance to get a node',
    ),
    egress: because(
      ({ stage }) => (stage === 'production' ? 'nat-per-zone' : 'single-nat'),
      byStage(
        'the failure of a zone must not stop image pulls and cloud models',
        'outside production an hour without image pulls costs less than a gateway a zone',
      ),
    ),
    endpoints: because('core', 'secrets, images, keys, logs and prompts stay off the internet'),
    flowLogRetentionDays: because(365, 'a year, what auditors ask for'),
  },
  cluster: {
    version: because('1.35', 'standard support until 2027-03-27'),
    admins: because([], 'nobody by default'),
    breakGlassPrincipalArns: because([], 'only a client knows whom it trusts in an emergency'),
    apiCidrs: because([], 'private until ranges are named'),
    privateApiCidrs: because([], 'who is inside the VPC always may'),
    serviceCidr: because('172.20.0.0/16', 'outside the ranges companies route most'),
    systemNodes: {
      instanceType: because('m7i.large', '8 GiB carry the controllers; the gateway spreads over zones'),
      minNodes: because(3, 'one per zone'),
      maxNodes: because(6, 'twice, for upgrades and growth'),
    },
    logRetentionDays: because(365, 'a year, what auditors ask for'),
  },
  gpu: { software: because('device-plugin', 'whole GPUs; the operator is needed for MIG only') },
  serving: {
    weights: because('bucket', 'a start needs no public place, and files are checked each time'),
    hubAccess: because('anybody', 'the models of the tier are given to anybody'),
  },
  gateway: {
    requestTimeoutSeconds: because(60, 'three times the time the longest usual answer takes'),
    failoverSeconds: because(20, 'people ask again after that'),
    replicas: because(
      ({ phase, stage }) => (reached(phase, 'day-90') && stage === 'production' ? 2 : 1),
      'two in production from day-90 on, so that one may fail',
    ),
    cache: because(
      ({ phase, stage }) => (reached(phase, 'day-90') && stage === 'production' ? 'elasticache' : 'none'),
      ({ phase, stage }) =>
        reached(phase, 'day-90') && stage === 'production'
          ? 'several copies must count together'
          : 'one copy has nothing to share; several run in production from day-90 on',
    ),
    cacheNodeType: because('cache.t4g.medium', '3 GiB hold the counters of thousands of keys'),
    guardrails: because('on', 'what people write has names in it, whichever model they ask'),
    cloudGuardrail: because('on', 'what leaves the account is masked before a model sees it'),
  },
  rag: {
    index: because('none', 'which documents are curated, and who may read them, only a client knows'),
    documents: because(50_000, 'a share of a document management system, curated'),
    tokensPerDocument: because(4000, 'eight pages'),
    chunkTokens: because(400, 'a paragraph or two: small enough to be about one thing'),
    chunkOverlapTokens: because(50, 'a sentence that ends in the next piece is in both'),
    tenants: because(10, 'a department each'),
    queriesPerSecond: because(5, 'hundreds of people in office hours'),
    accessLabels: because('document', 'answers must not cross departments'),
    refreshMinutes: because(60, 'what was written this morning is found at noon'),
    domain: {
      instanceType: because('auto', 'as many as hold the documents; the table shows it'),
      nodes: because('auto', 'as many as hold the documents; the table shows it'),
      volumeGiB: because('auto', 'follows from the documents'),
      dedicatedMasters: because('off', 'two or three nodes under a few questions a second decide well enough'),
      serviceLinkedRole: because('create', 'an account without a domain has none, and a domain cannot be made without'),
    },
    collection: {
      standbyReplicas: because(
        ({ stage }) => (stage === 'production' ? 'on' : 'off'),
        byStage('a zone may fail', 'an environment that may be thrown away can be filled again'),
      ),
    },
    recallAt: because(5, 'as many pieces as a prompt usually takes'),
    leastRecall: because(0.8, 'four of five, what people still trust'),
  },
  database: {
    kind: because('aurora-serverless', 'grows with the working day and takes over within a minute'),
    zones: because(({ stage }) => (stage === 'production' ? 2 : 1), 'one takes over; a rehearsal can wait'),
    minCapacity: because(0.5, 'nights and weekends cost the least there is'),
    maxCapacity: because(8, '16 GiB, for hundreds of users and an index'),
    instanceClass: because('db.t4g.medium', 'where RDS is wanted'),
    storageGiB: because(50, 'where RDS is wanted'),
    backupDays: because(14, 'two weeks to notice a mistake'),
    copyRegion: because(
      ({ region }) => sisterRegion(region) ?? 'none',
      'another region of the same country or union, where there is one',
    ),
    backupLock: because('off', 'a copy in another region survives a mistake'),
  },
  chat: {
    page: because('open-webui', 'people begin with a page, programs come later'),
    requestsPerMinute: because(1200, 'four hundred questions a minute of hundreds of people'),
    tokensPerMinute: because(2_000_000, 'four hundred questions with ten pages each'),
    replicas: because(
      ({ phase, stage }) => (reached(phase, 'day-90') && stage === 'production' ? 2 : 1),
      'two from day-90 on, so that one may fail',
    ),
  },
  entry: {
    exposure: because('internal', 'nobody outside of the company has a question to ask'),
    cidrs: because(['0.0.0.0/0'], 'who is let in from the internet as a rule has no address that stays'),
    requestsPerFiveMinutes: because(5000, 'an office of hundreds of people behind one address'),
  },
  audit: {
    archive: {
      lock: because(
        ({ stage }) => (stage === 'production' ? 'governance' : 'none'),
        byStage(
          'kept from mistakes and from whoever takes over a role',
          'an environment that may be thrown away holds nothing',
        ),
      ),
      retentionDays: because(
        ({ stage }) => (stage === 'production' ? 400 : 30),
        byStage('a year, and a month to look at it', 'nobody audits what may be thrown away: a month to look back'),
      ),
    },
    recordRules: because([], 'only a client knows what it is held to'),
    sinks: because([], 'named by the team that watches'),
    failedRetentionDays: because(30, 'longer than anybody leaves a broken sink alone'),
    logRetentionDays: because(365, 'a year, what auditors ask for'),
    breakGlassRoleArns: because([], 'only a client knows which they are'),
    trail: because('own', 'no account goes unrecorded because somebody meant another trail to do it'),
    guardDuty: because('own', 'finds what nobody wrote a rule for'),
    securityHub: because('off', 'its checks are for somebody who reads them each week'),
  },
  data: {
    sources: because({}, 'only a client knows what it has'),
    scanLimitGiB: because(200, 'a dollar for one query'),
    permissions: because('iam', 'policies by table; Lake Formation where an account is shared by many teams'),
    lakeFormation: because('own', 'an account of its own'),
    schedule: because('0 4 * * *', 'at night, before people ask'),
    pullSchedule: because('0 3 * * *', 'an hour before the pipeline'),
    runHours: because(26, 'a day, and time for the run'),
    artefactDays: because(400, 'a year, and time to ask'),
    deadLetterDays: because(30, 'longer than anybody leaves it alone'),
    warehouse: {
      engine: because(
        ({ phase }) => (reached(phase, 'day-60') ? 'redshift' : 'athena'),
        'many ask the same marts; before them there is nothing to ask',
      ),
      baseRpu: because(8, 'hundreds of users, most of them idle'),
      maxRpu: because(64, 'a month-end report of the whole company'),
      dailyRpuHours: because(64, 'eight hours a day at the base; about 24 dollars'),
    },
  },
  budget: {
    monthlyUsd: because('15000', 'three 48 GB GPUs on demand, platform floor and tokens, and a fifth as much again'),
    judgedOn: because('expected', 'the high end assumes that every limit is reached at once'),
    action: because('fail', 'a limit that only warns is passed'),
    unpricedLines: because(
      25,
      'some services have a price in the book for few regions; a region that was never reviewed lacks three times as many',
    ),
  },
  commitments: {
    savingsPlans: because([], 'list price until somebody has signed'),
    reservations: because([], 'list price until somebody has signed'),
    discountPercent: because(0, 'no agreement is assumed'),
  },
  comparison: {
    buildUsd: because('40000', 'two engineers for a month and a half'),
    peopleUsd: because('6000', 'a third of an engineer'),
    discountPercent: because(8, 'what companies commonly ask of an investment'),
    targetLoadPercent: because(65, 'above it answers wait for each other'),
    minReplicas: because(2, 'one may fail'),
  },
  useCase: {
    cachedPercent: because(0, 'none until it is measured'),
    peakFactor: because(6, 'office hours of one time zone, with the usual noon'),
    growthPercent: because(0, 'growth is a claim of its owner'),
    secondsSaved: because(0, 'a saving is a claim of its owner'),
    hourlyUsd: because('0', 'a saving is a claim of its owner'),
    adoptionPercent: because(50, 'half of those who can use it change how they work in the first year'),
  },
  team: {
    requestsPerMinute: because(120, 'two a second'),
    tokensPerMinute: because(200_000, 'a hundred questions with two pages each'),
    stopped: because('no', 'a team works until somebody stops it'),
  },
  gpuPool: {
    instanceTypes: because(
      ({ region }) =>
        firstSold(
          region,
          ['g6e.xlarge', 'g6e.2xlarge', 'g6e.4xlarge'],
          ['g5.2xlarge', 'g5.4xlarge', 'g5.8xlarge'],
          ['g6.2xlarge', 'g6.4xlarge', 'g6.8xlarge'],
        ),
      '48 GB hold an 8B to 14B model with room for many conversations; three sizes of one GPU raise the chance to get a node',
    ),
    ami: because('al2023', 'driver in the image, logs where one looks for them'),
    capacity: because(
      ({ stage }) => (stage === 'production' ? ['spot', 'on-demand'] : ['spot']),
      'spot first, on demand when there is none; outside production waiting is cheaper',
    ),
    reservations: because([], 'none until they exist'),
    minNodes: because(0, 'nodes follow what runs'),
    maxNodes: because(
      ({ stage }) => (stage === 'production' ? 4 : 1),
      byStage('two models twice; a limit, not a plan', 'one node is enough to try; a limit, not a plan'),
    ),
    rootVolumeGiB: because(300, 'image, weights of two models and their caches'),
    zones: because([], 'all'),
    sharing: because({ mode: 'none' }, 'one engine a GPU'),
  },
  model: {
    vllm: {
      model: because('qwen3-8b', 'Apache-2.0, fits every 24 GB GPU'),
      pool: because('chat', 'the pool of the tier'),
      contextTokens: because(16_384, 'a document and its questions'),
      precision: because('bf16', 'as published; fp8 where a client wants twice the conversations'),
      replicas: because(
        ({ phase, stage }) => (reached(phase, 'day-90') && stage === 'production' ? 2 : 1),
        'two in production from day-90 on, so that one may fail',
      ),
      dataClass: because('restricted', 'it never leaves the account'),
    },
    ollama: {
      model: because('qwen3-8b', 'Apache-2.0, 4-bit on a 24 GB GPU'),
      pool: because('chat', 'the pool of the tier'),
      contextTokens: because(8192, 'leaves room for several conversations on 24 GB'),
      dataClass: because('restricted', 'it never leaves the account'),
    },
    bedrock: { dataClass: because('internal', 'AWS processes it outside the VPC’s control') },
  },
  gpuPools: because(
    ({ phase }): PoolSeeds => (reached(phase, 'day-60') ? { chat: {} } : {}),
    'one pool for chat, from day-60 on',
  ),
  models: because(({ region, phase, stage }): ModelSeeds => {
    const cloud: ModelSeeds =
      REGIONS[region]?.partition === 'aws-cn'
        ? {}
        : {
            assistant: { provider: 'bedrock', model: 'amazon.nova-pro-v1:0', inferenceProfile: inferenceArea(region) },
          };
    const more = reached(phase, 'day-90') && stage === 'production' ? { maxReplicas: 4 } : {};
    return reached(phase, 'day-60') ? { ...cloud, private: { provider: 'vllm', pool: 'chat', ...more } } : cloud;
  }, 'a cloud model for the many where Bedrock is sold, from day-60 on a private one where data must stay'),
};
