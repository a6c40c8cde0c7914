import { because, byStage, type ModelSeeds, type PoolSeeds, type TierDefaults } from '../../config';
import { reached } from '../../contract';
import { firstSold, inferenceArea, REGIONS, zonesOf } from '../../facts';

/** Tens of users, one account, two zones: what it takes to be private and bounded, and nothing that idles at a price. */
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
    zones: because(({ region }) => zonesOf(region, 2), 'what EKS needs; a third adds a third of the endpoints’ bill'),
    egress: because(
      'single-nat',
      'one NAT gateway costs 33 to 43 USD a month by region, before traffic; its zone failing stops image pulls, not answers',
    ),
    endpoints: because('gateway-only', 'S3 is free; each other endpoint costs 15 USD a month over two zones'),
    flowLogRetentionDays: because(90, 'a quarter of evidence'),
  },
  cluster: {
    version: because('1.35', 'standard support until 2027-03-27, and the autoscaler matches it'),
    admins: because([], 'nobody by default'),
    breakGlassPrincipalArns: because([], 'only a client knows whom it trusts in an emergency'),
    apiCidrs: because([], 'private until ranges are named'),
    privateApiCidrs: because([], 'who is inside the VPC always may'),
    serviceCidr: because('172.20.0.0/16', 'outside the ranges companies route most'),
    systemNodes: {
      instanceType: because('m7i.large', '8 GiB carry the controllers and one gateway'),
      minNodes: because(2, 'one per zone'),
      maxNodes: because(3, 'one to spare for upgrades'),
    },
    logRetentionDays: because(90, 'a quarter of evidence'),
  },
  gpu: { software: because('device-plugin', 'the smallest thing that works') },
  serving: {
    weights: because('hub', 'the bucket and its key cost little, and the job one more thing to understand'),
    hubAccess: because('anybody', 'the models of the tier are given to anybody'),
  },
  gateway: {
    requestTimeoutSeconds: because(60, 'a long answer of a small model takes half of it'),
    failoverSeconds: because(60, 'a minute of a page that hangs is the longest one waits'),
    replicas: because(1, 'tens of users can wait for a restart'),
    cache: because(
      'in-cluster',
      'budgets must outlive a restart; two nodes of ElastiCache would cost more than the gateway',
    ),
    cacheNodeType: because('cache.t4g.medium', 'the smallest with a price we know'),
    guardrails: because('on', 'what people write has names in it, whichever model they ask'),
    cloudGuardrail: because('on', 'what leaves the account is masked before a model sees it'),
  },
  rag: {
    index: because('none', 'which documents are curated, and who may read them, only a client knows'),
    documents: because(5000, 'the handbook, contracts and manuals of a company of some tens'),
    tokensPerDocument: because(3000, 'six pages'),
    chunkTokens: because(400, 'a paragraph or two: small enough to be about one thing'),
    chunkOverlapTokens: because(50, 'a sentence that ends in the next piece is in both'),
    tenants: because(3, 'a few departments'),
    queriesPerSecond: because(1, 'tens of people, of whom a few ask at once'),
    accessLabels: because('document', 'a document that one group must not see turns up sooner than anybody thinks'),
    refreshMinutes: because(1440, 'once a night'),
    domain: {
      instanceType: because('auto', 'as many as hold the documents; the table shows it'),
      nodes: because('auto', 'as many as hold the documents; the table shows it'),
      volumeGiB: because('auto', 'follows from the documents'),
      dedicatedMasters: because('off', 'tens of users can wait for a node that decides and answers'),
      serviceLinkedRole: because('create', 'an account without a domain has none, and a domain cannot be made without'),
    },
    collection: {
      standbyReplicas: because(
        ({ stage }) => (stage === 'production' ? 'on' : 'off'),
        byStage('a zone may fail', 'an environment that may be thrown away can be filled again'),
      ),
    },
    recallAt: because(5, 'as many pieces as a prompt usually takes'),
    leastRecall: because(0.7, 'a first evaluation set is small and hard'),
  },
  database: {
    kind: because('rds-instance', 'one small instance costs a third of the least Aurora with two'),
    zones: because(
      ({ stage }) => (stage === 'production' ? 2 : 1),
      'keys and budgets of everybody are in it; an environment that may be thrown away can wait',
    ),
    minCapacity: because(0.5, 'the least there is'),
    maxCapacity: because(2, 'four times the least'),
    instanceClass: because('db.t4g.small', '2 GiB carry gateway and chat of tens of users'),
    storageGiB: because(20, 'the least there is; years of spend logs of tens of users'),
    backupDays: because(7, 'a week to notice a mistake'),
    copyRegion: because('none', 'a region that is lost is restored from what is kept elsewhere by hand'),
    backupLock: because('off', 'one administrator would lock out himself'),
  },
  chat: {
    page: because('open-webui', 'people begin with a page, programs come later'),
    requestsPerMinute: because(300, 'a hundred questions a minute of tens of people'),
    tokensPerMinute: because(500_000, 'a hundred questions with ten pages each'),
    replicas: because(1, 'tens of users can wait for a restart'),
  },
  entry: {
    exposure: because('internal', 'nobody outside of the company has a question to ask'),
    cidrs: because(['0.0.0.0/0'], 'who is let in from the internet as a rule has no address that stays'),
    requestsPerFiveMinutes: because(1000, 'an office of tens of people behind one address'),
  },
  audit: {
    archive: {
      lock: because(
        ({ stage }) => (stage === 'production' ? 'governance' : 'none'),
        byStage(
          'costs nothing, and keeps evidence from a mistake',
          'an environment that may be thrown away holds nothing',
        ),
      ),
      retentionDays: because(
        ({ stage }) => (stage === 'production' ? 365 : 30),
        byStage('a year, what auditors ask for', 'nobody audits what may be thrown away: a month to look back'),
      ),
    },
    recordRules: because([], 'only a client knows what it is held to'),
    sinks: because([], 'a team that has no SIEM reads CloudWatch'),
    failedRetentionDays: because(30, 'longer than anybody leaves a broken sink alone'),
    logRetentionDays: because(90, 'a quarter of evidence'),
    breakGlassRoleArns: because([], 'only a client knows which they are'),
    trail: because('own', 'no account goes unrecorded because somebody meant another trail to do it'),
    guardDuty: because('off', 'from 15 USD a month on; switch it on with somebody who reads it'),
    securityHub: because('off', 'its checks are for somebody who reads them each week'),
  },
  data: {
    sources: because({}, 'only a client knows what it has'),
    scanLimitGiB: because(50, 'a quarter of a dollar for one query'),
    permissions: because('iam', 'one account and few people: policies by table are enough'),
    lakeFormation: because('own', 'nobody else is there'),
    schedule: because('0 4 * * *', 'at night, before people ask'),
    pullSchedule: because('0 3 * * *', 'an hour before the pipeline'),
    runHours: because(26, 'a day, and time for the run'),
    artefactDays: because(180, 'half a year of evidence'),
    deadLetterDays: because(30, 'longer than anybody leaves it alone'),
    warehouse: {
      engine: because('athena', 'nothing is paid for at rest'),
      baseRpu: because(4, 'the smallest there is'),
      maxRpu: because(8, 'twice that'),
      dailyRpuHours: because(8, 'two hours a day at the smallest'),
    },
  },
  budget: {
    monthlyUsd: because('2500', 'platform floor of about 400 USD, one small GPU and tokens, and half as much again'),
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
    buildUsd: because('8000', 'two weeks of one engineer'),
    peopleUsd: because('1500', 'a tenth of an engineer'),
    discountPercent: because(8, 'what companies commonly ask of an investment'),
    targetLoadPercent: because(65, 'above it answers wait for each other'),
    minReplicas: because(1, 'tens of users can wait for a restart'),
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
    requestsPerMinute: because(30, 'a question every two seconds of everybody'),
    tokensPerMinute: because(40_000, 'thirty questions with a page each'),
    stopped: because('no', 'a team works until somebody stops it'),
  },
  gpuPool: {
    instanceTypes: because(
      ({ region }) =>
        firstSold(
          region,
          ['g6.xlarge', 'g6.2xlarge', 'g5.xlarge'],
          ['g6.xlarge', 'g6.2xlarge'],
          ['g5.xlarge', 'g5.2xlarge'],
        ),
      'the cheapest 24 GB GPUs; an 8B model in 4 bit takes a third of one',
    ),
    ami: because('al2023', 'driver in the image, logs where one looks for them'),
    capacity: because(['on-demand'], 'one node cannot fall back on another'),
    reservations: because([], 'none'),
    minNodes: because(0, 'an idle GPU costs 600 USD a month'),
    maxNodes: because(1, 'one node serves tens of users'),
    rootVolumeGiB: because(150, 'image and 4-bit weights of several models'),
    zones: because([], 'all'),
    sharing: because({ mode: 'none' }, 'one server a GPU'),
  },
  model: {
    vllm: {
      model: because('qwen3-8b', 'Apache-2.0, fits a 24 GB GPU'),
      pool: because('chat', 'the pool of the tier'),
      contextTokens: because(8192, 'leaves room for several conversations on 24 GB'),
      precision: because('bf16', 'as published'),
      replicas: because(1, 'one node'),
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
  models: because(({ region, phase }): ModelSeeds => {
    const cloud: ModelSeeds =
      REGIONS[region]?.partition === 'aws-cn'
        ? {}
        : {
            assistant: { provider: 'bedrock', model: 'amazon.nova-lite-v1:0', inferenceProfile: inferenceArea(region) },
          };
    return reached(phase, 'day-60') ? { ...cloud, private: { provider: 'ollama', pool: 'chat' } } : cloud;
  }, 'a cloud model for the many where Bedrock is sold, from day-60 on a private one where data must stay'),
};
