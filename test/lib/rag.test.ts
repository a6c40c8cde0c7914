import fc from 'fast-check';
import { PriceBook, ragTable } from '../../checks/cost';
import { RAG_INDEXES, type Corpus } from '../../contract';
import { REFERENCE_PRICES } from '../../facts';
import {
  chooseIndex,
  chunkCount,
  domainPlan,
  planRag,
  qdrantOf,
  ragOptions,
  referenceUsd,
  type ChooseProps,
  type DomainChoice,
  type IndexDatabase,
} from '../../lib/rag';

const AURORA: IndexDatabase = {
  kind: 'aurora-serverless',
  zones: 2,
  minCapacity: 0.5,
  maxCapacity: 64,
  shared: false,
};

const RDS: IndexDatabase = { kind: 'rds-instance', zones: 1, instanceClass: 'db.t4g.small', shared: true };

/** Nodes and collections as most clients leave them. */
const SEARCH: Pick<ChooseProps, 'domain' | 'collection'> = {
  domain: { instanceType: 'auto', nodes: 'auto', volumeGiB: 'auto', dedicatedMasters: 'off' },
  collection: { standbyReplicas: 'on' },
};

const SMALL: Corpus = {
  documents: 5000,
  chunks: 45_000,
  dimensions: 1024,
  tenants: 3,
  queriesPerSecond: 1,
  dataClass: 'internal',
};

function choose(corpus: Partial<Corpus> = {}, more: Partial<ChooseProps> = {}): ReturnType<typeof chooseIndex> {
  return chooseIndex({
    corpus: { ...SMALL, ...corpus },
    region: 'us-east-1',
    zones: 3,
    database: AURORA,
    ...SEARCH,
    ...more,
  });
}

describe('the table', () => {
  // documents | what decides | index | idle, and with questions, USD a month in us-east-1
  test.each<[string, Partial<Corpus>, Partial<ChooseProps>, string, number]>([
    ['few documents', {}, {}, 's3-vectors', 0.73],
    ['few documents and a database there anyway', {}, { database: { ...AURORA, shared: true } }, 'pgvector', 0.03],
    ['restricted documents', { dataClass: 'restricted' }, {}, 'pgvector', 87.63],
    ['many questions', { queriesPerSecond: 50 }, {}, 'pgvector', 87.63],
    ['millions of pieces, restricted', { chunks: 5_500_000, dataClass: 'restricted' }, {}, 'pgvector', 1668.17],
    ['millions of pieces that all may see', { chunks: 5_500_000 }, {}, 's3-vectors', 9.19],
    ['vectors too long for a graph in Postgres', { dimensions: 4050 }, {}, 's3-vectors', 0.76],
    [
      'a database that keeps more than a graph takes',
      {},
      { database: { ...AURORA, minCapacity: 4 } },
      's3-vectors',
      0.73,
    ],
    ['an instance of RDS there anyway', {}, { database: RDS }, 'pgvector', 0.03],
    ['more than that instance holds', { chunks: 500_000 }, { database: RDS }, 's3-vectors', 1.32],
    ['more than nodes of Qdrant answer', { chunks: 30_000_000, queriesPerSecond: 1500 }, {}, 'opensearch', 4798.62],
    ['a region without S3 Vectors', {}, { region: 'sa-east-1' }, 'pgvector', 87.63],
    ['more questions than a database answers', { queriesPerSecond: 300 }, {}, 'qdrant', 237.56],
    ['the same with millions of pieces', { queriesPerSecond: 300, chunks: 5_500_000 }, {}, 'qdrant', 492.74],
  ])('%s', (_, corpus, more, index, usd) => {
    const choice = choose(corpus, more);
    const option = choice?.options.find((each) => each.index === choice.index);

    expect(choice?.index).toBe(index);
    expect(choice?.by).toBe('table');
    expect(option === undefined ? 0 : referenceUsd(option)).toBeCloseTo(usd, 0);
  });

  test.each<[IndexDatabase, number, string]>([
    [{ ...AURORA, maxCapacity: 2 }, 5_500_000, 'would keep 9.5 ACU busy; database.maxCapacity is 2'],
    [
      RDS,
      500_000,
      'would keep 1.3 GiB of memory busy; database.instanceClass db.t4g.small has 0.5 to spare, db.t4g.medium is enough',
    ],
    [
      RDS,
      9_000_000,
      'would keep 23.2 GiB of memory busy; database.instanceClass db.t4g.small has 0.5 to spare, nor has any other class of database.instanceClass',
    ],
  ])('a database that is too small is named with the setting: %j, %i pieces', (database, chunks, obstacle) => {
    const [pgvector] = ragOptions({
      corpus: { ...SMALL, chunks },
      region: 'us-east-1',
      zones: 3,
      database,
      ...SEARCH,
    });

    expect(pgvector?.obstacles).toEqual([obstacle]);
  });

  test('says what stands against each of the others', () => {
    const obstacles = ragOptions({
      corpus: { ...SMALL, queriesPerSecond: 50, dataClass: 'restricted' },
      region: 'us-east-1',
      zones: 3,
      database: AURORA,
      ...SEARCH,
      monthlyUsd: 300,
    }).map(({ index, obstacles: against }) => [index, against.join('; ')]);

    expect(obstacles).toEqual([
      ['pgvector', ''],
      [
        's3-vectors',
        'restricted documents, whose labels it leaves to whoever asks it; 50 questions a second; it answers 20',
      ],
      ['qdrant', 'restricted documents, whose labels it leaves to whoever asks it'],
      [
        'opensearch',
        'restricted documents, whose labels it leaves to whoever asks it; costs about 398 USD a month, above the 300 it may',
      ],
      [
        'opensearch-serverless',
        'restricted documents, whose labels it leaves to whoever asks it; costs about 373 USD a month, above the 300 it may',
      ],
    ]);
  });

  test('a Qdrant fits its node and its volumes, and what no node carries is refused', () => {
    expect(qdrantOf(SMALL, 2)).toEqual({
      pods: 3,
      copies: 2,
      neededGiB: 2,
      memoryGiB: 6,
      diskGiB: 10,
      instanceType: 'm7i.large',
    });
    expect(qdrantOf({ ...SMALL, chunks: 5_500_000 }, 3)).toMatchObject({
      memoryGiB: 13,
      diskGiB: 80,
      instanceType: 'm7i.xlarge',
    });
    expect(
      ragOptions({
        corpus: { ...SMALL, chunks: 90_000_000 },
        region: 'us-east-1',
        zones: 3,
        database: AURORA,
        ...SEARCH,
      }).find(({ index }) => index === 'qdrant')?.obstacles,
    ).toEqual(['would need 87 GiB in each of 3 pods']);
  });

  test('a Qdrant never needs less for more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000_000 }), fc.integer({ min: 64, max: 4096 }), (chunks, dimensions) => {
        const [one, two] = [chunks, 2 * chunks].map((pieces) => qdrantOf({ ...SMALL, chunks: pieces, dimensions }, 3));
        if (one === undefined || two === undefined) return;
        expect([two.memoryGiB >= one.memoryGiB, two.diskGiB >= one.diskGiB]).toEqual([true, true]);
        // both copies of all pieces, with vectors of four bytes, fit
        expect(one.pods * one.diskGiB * 1e9).toBeGreaterThan(2 * chunks * dimensions * 4);
      }),
    );
  });

  test('chooses nothing where nothing can carry it', () => {
    expect(choose({}, { monthlyUsd: 0.01 })).toBeUndefined();
  });

  test('shows the rest beside what the client insists on', () => {
    const choice = choose({}, { wanted: 'opensearch-serverless' });

    expect(choice).toMatchObject({ index: 'opensearch-serverless', by: 'client' });
    expect(choice?.options.map(({ index }) => index)).toEqual([...RAG_INDEXES]);
  });

  test('never takes what has an obstacle, nor what is dearer than another', () => {
    const corpora = fc.record({
      documents: fc.integer({ min: 1, max: 1e6 }),
      chunks: fc.integer({ min: 1, max: 1e9 }),
      dimensions: fc.integer({ min: 1, max: 20_000 }),
      tenants: fc.integer({ min: 1, max: 1000 }),
      queriesPerSecond: fc.integer({ min: 1, max: 5000 }),
      dataClass: fc.constantFrom('public' as const, 'restricted' as const),
    });
    fc.assert(
      fc.property(corpora, fc.constantFrom(2, 3), (corpus, zones) => {
        const choice = chooseIndex({ corpus, zones, region: 'us-east-1', database: AURORA, ...SEARCH });
        if (choice === undefined) return;
        const able = choice.options.filter(({ obstacles }) => obstacles.length === 0);
        const taken = able.find(({ index }) => index === choice.index);
        expect(taken).toBeDefined();
        for (const each of able) expect(referenceUsd(each)).toBeGreaterThanOrEqual(taken ? referenceUsd(taken) : 0);
      }),
    );
  });
});

describe('nodes of a domain', () => {
  const plan = (corpus: Partial<Corpus>, zones = 3, domain: Partial<DomainChoice> = {}) =>
    domainPlan({ ...SMALL, ...corpus }, zones, { ...SEARCH.domain, ...domain });

  test.each([
    ['one a zone at least', {}, 3, {}, 'r7g.large.search', 3, 20],
    ['as many in two zones', {}, 2, {}, 'r7g.large.search', 2, 20],
    ['in three zones of six', {}, 6, {}, 'r7g.large.search', 3, 20],
    ['as many as hold the graphs twice', { chunks: 5_000_000 }, 3, {}, 'r7g.large.search', 6, 28],
    ['larger ones before there are too many', { chunks: 30_000_000 }, 3, {}, 'r7g.xlarge.search', 18, 55],
    [
      'as the client says',
      {},
      3,
      { nodes: 6, volumeGiB: 200, instanceType: 'r7g.xlarge.search' as const },
      'r7g.xlarge.search',
      6,
      200,
    ],
  ])('%s', (_, corpus, zones, domain, instanceType, nodes, volumeGiB) => {
    expect(plan(corpus, zones, domain)).toMatchObject({ instanceType, nodes, volumeGiB, zones: Math.min(zones, 3) });
  });

  test('three of their own decide where that is asked for, and are paid for', () => {
    expect(plan({}).masters).toBeUndefined();
    expect(plan({}, 3, { dedicatedMasters: 'on' }).masters).toEqual({ instanceType: 'm7g.large.search', nodes: 3 });
    const usd = (dedicatedMasters: 'on' | 'off') => {
      const option = ragOptions({
        corpus: SMALL,
        region: 'us-east-1',
        zones: 3,
        database: AURORA,
        ...SEARCH,
        domain: { ...SEARCH.domain, dedicatedMasters },
      }).find(({ index }) => index === 'opensearch');
      return option === undefined ? 0 : referenceUsd(option);
    };
    expect(usd('on') - usd('off')).toBeCloseTo(3 * 730 * 0.135, 2);
  });

  test.each<[string, Partial<Corpus>, Partial<DomainChoice>, string]>([
    [
      'too few',
      { chunks: 5_000_000 },
      { nodes: 3 },
      'graphs of 23.6 GiB; 3 × r7g.large.search hold 12.0, as rag.domain says',
    ],
    [
      'not as many in each zone',
      {},
      { nodes: 4 },
      '4 nodes in 3 zones are not as many in each; rag.domain.nodes says so',
    ],
    [
      'volumes too small',
      { chunks: 5_000_000 },
      { volumeGiB: 20 },
      'needs 28 GiB on each of 6 nodes; rag.domain.volumeGiB is 20',
    ],
    ['more than are sensible', { chunks: 90_000_000 }, {}, 'would need 54 nodes; 40 are sensible'],
  ])('%s is said', (_, corpus, domain, obstacle) => {
    const option = ragOptions({
      corpus: { ...SMALL, ...corpus },
      region: 'us-east-1',
      zones: 3,
      database: AURORA,
      ...SEARCH,
      domain: { ...SEARCH.domain, ...domain },
    }).find(({ index }) => index === 'opensearch');
    expect(option?.obstacles).toEqual([obstacle]);
  });
});

test('a collection without a standby costs half, its endpoint aside', () => {
  const units = (standbyReplicas: 'on' | 'off') =>
    ragOptions({
      corpus: SMALL,
      region: 'us-east-1',
      zones: 3,
      database: AURORA,
      ...SEARCH,
      collection: { standbyReplicas },
    })
      .find(({ index }) => index === 'opensearch-serverless')
      ?.floor.map(({ name, quantity }) => [name, quantity]);

  expect(units('on')).toEqual([
    ['capacity units', 1460],
    ['storage', expect.any(Number)],
    ['endpoint', 2190],
  ]);
  expect(units('off')?.[0]).toEqual(['capacity units', 730]);
});

test.each([
  [1, 100, 400, 50, 1],
  [1, 400, 400, 50, 1],
  [1, 401, 400, 50, 2],
  [10, 1100, 400, 50, 30],
])('%i documents of %i tokens in pieces of %i that share %i are %i', (documents, tokens, chunk, overlap, pieces) => {
  expect(chunkCount(documents, tokens, chunk, overlap)).toBe(pieces);
});

test('the choice reckons with the prices of the book', () => {
  const book = new PriceBook();
  for (const [key, usd] of Object.entries(REFERENCE_PRICES)) {
    const quote = book.quote('us-east-1', key);
    expect([key, quote.kind === 'price' ? quote.price.tiers[0]?.price.toNumber() : quote.kind]).toEqual([key, usd]);
  }
});

test('a part without a price is named and never counted as nothing', () => {
  const choice = planRag({
    index: 'auto',
    documents: 100,
    tokensPerDocument: 1000,
    chunkTokens: 400,
    chunkOverlapTokens: 50,
    tenants: 1,
    sources: 3,
    queriesPerSecond: 1,
    dimensions: 1024,
    dataClass: 'internal',
    region: 'eu-central-1',
    zones: 3,
    database: AURORA,
    ...SEARCH,
  });
  const table = choice === undefined ? undefined : ragTable(choice, 'eu-central-1');
  const row = table?.rows.find(({ index }) => index === 's3-vectors');

  expect(table?.corpus.tenants).toBe(3);
  expect(row?.floor).toBe('0');
  expect(row?.unpriced.floor).toEqual(['storage: no price of s3vectors/storage in eu-central-1 in the book']);
});
