import { yamlOf, type Case } from './cases';
import { load, loaded, problemsOf } from './fixtures';

const MODELS =
  'gpuPools: { chat: {} }\nmodels: { private: { provider: vllm }, vectors: { provider: vllm, model: bge-m3, contextTokens: 8192 }, cloud: { provider: bedrock, model: "amazon.titan-embed-text-v2:0" } }\n';

function rag(more: string, source = ''): string {
  const hr = `hr: { owner: hr@acme.example, dataClass: confidential, readers: [hr], gate: none${source} }`;
  return `${MODELS}rag: { sources: { ${hr} }, ${more} }\n`;
}

/** All of them stand in one line of the file, behind its head of eight. */
type Refused = Omit<Case, 'at'>;

/** A source of the lake, in a line. */
const SOURCE =
  '{ kind: drop, format: json, mode: append, owner: hr@acme.example, classification: confidential, ' +
  'columns: { id: { type: string }, seen_at: { type: timestamp } }, key: [id], freshness: { column: seen_at, warnHours: 2, errorHours: 4 }, retentionDays: 400, access: [developer] }';
const ASKED = 'index: auto, embeddingModel: vectors';

describe('an index that cannot work is refused for', () => {
  test.each<[string, Refused]>([
    [
      'vectors of another length',
      {
        top: rag(`${ASKED}, dimensions: 768`),
        code: 'DimensionsDiffer',
        path: 'rag.dimensions',
        message: /768, and vectors answers with vectors of 1024/,
        fix: /write 1024/,
      },
    ],
    [
      'a piece the model would cut off',
      {
        top: rag(`${ASKED}, chunkTokens: 600`).replace(
          'bge-m3, contextTokens: 8192',
          'bge-large-en, contextTokens: 512',
        ),
        code: 'ChunkTooLong',
        path: 'rag.chunkTokens',
        message: /600 tokens; vectors reads 512/,
        fix: /at most 512/,
      },
    ],
    [
      'confidential documents without labels',
      {
        top: rag(`${ASKED}, accessLabels: none`),
        code: 'NoAccessLabels',
        path: 'rag.accessLabels',
        message: /confidential documents of hr/,
        fix: /write document/,
      },
    ],
    [
      'an embedding model that may see less',
      {
        top: rag('index: auto, embeddingModel: cloud'),
        code: 'EmbeddingSeesLess',
        path: 'rag.sources.hr.dataClass',
        message: /sent to cloud, which may see internal/,
        fix: /may see confidential/,
      },
    ],
    [
      'a model that answers with words',
      {
        top: rag('index: auto, embeddingModel: private'),
        code: 'NotForEmbedding',
        path: 'rag.embeddingModel',
        message: /private does not answer with vectors/,
        fix: /cloud, vectors/,
      },
    ],
    [
      'a model that is not there',
      {
        top: rag('index: auto, embeddingModel: vektors'),
        code: 'UnknownModel',
        path: 'rag.embeddingModel',
        message: /"vektors" is no model/,
        fix: /cloud, vectors/,
      },
    ],
    [
      'no model',
      {
        top: rag('index: auto'),
        code: 'NoEmbeddingModel',
        path: 'rag.embeddingModel',
        message: /nothing turns/,
        fix: /cloud, vectors/,
      },
    ],
    [
      'no source',
      {
        top: `${MODELS}rag: { ${ASKED} }\n`,
        code: 'NoDocuments',
        path: 'rag.sources',
        message: /no source of documents/,
        fix: /name a source/,
      },
    ],
    [
      'pieces that are mostly the piece before',
      {
        top: rag(`${ASKED}, chunkTokens: 100, chunkOverlapTokens: 60`),
        code: 'OverlapTooLong',
        path: 'rag.chunkOverlapTokens',
        message: /60 is more than half of a piece of 100/,
        fix: /at most 50/,
      },
    ],
    [
      'a class the platform does not see',
      {
        top: rag(ASKED).replace('dataClass: confidential', 'dataClass: restricted'),
        code: 'UnknownClass',
        path: 'rag.sources.hr.dataClass',
        message: /restricted is no class/,
        fix: /add restricted/,
      },
    ],
    [
      'a gate of a pipeline that makes no documents',
      {
        top: `${rag(ASKED).replace('gate: none', 'gate: required')}data: { sources: { hr: ${SOURCE} } }\n`,
        code: 'NoDocumentsOfSource',
        path: 'rag.sources.hr.gate',
        message: /the pipeline makes no documents of hr/,
        fix: /documents: \{ title: …, text: … \}/,
      },
    ],
    [
      'a kind of index that cannot carry the documents',
      {
        top: rag('index: s3-vectors, embeddingModel: vectors, queriesPerSecond: 90'),
        code: 'IndexCannotCarry',
        path: 'rag.index',
        message:
          /s3-vectors cannot carry these documents: confidential documents.*; 90 questions a second; it answers 20/,
        fix: /write auto, or (?:one of )?pgvector/,
      },
    ],
    [
      'a gate that nobody writes',
      {
        top: rag(ASKED).replace('gate: none', 'gate: required'),
        code: 'NoGate',
        path: 'rag.sources.hr.gate',
        message: /no pipeline writes a gate for hr/,
        fix: /under data.sources/,
      },
    ],
    [
      'nodes that do not hold the documents',
      {
        top: rag('index: opensearch, embeddingModel: vectors, documents: 2000000, domain: { nodes: 3 }').replace(
          ': confidential',
          ': internal',
        ),
        code: 'IndexCannotCarry',
        path: 'rag.index',
        message: /graphs of 56.6 GiB; 3 × r7g.xlarge.search hold 24.0, as rag.domain says/,
        fix: /write auto/,
      },
    ],
    [
      'a domain that is asked to hold labels',
      {
        top: rag('index: opensearch, embeddingModel: vectors'),
        code: 'IndexCannotCarry',
        path: 'rag.index',
        message: /confidential documents, whose labels it leaves to whoever asks it/,
        fix: /write auto, or pgvector$/,
      },
    ],
    [
      'documents the pipeline knows to be of a higher class',
      {
        top: `${rag(ASKED).replace('gate: none', 'gate: required').replace('dataClass: confidential', 'dataClass: internal')}data: { sources: { hr: ${SOURCE.replace('key:', 'documents: { title: id, text: id }, key:')} } }\n`,
        code: 'ClassUnderstated',
        path: 'rag.sources.hr.dataClass',
        message: /internal, and what the pipeline brings of hr is confidential/,
        fix: /write confidential/,
      },
    ],
    [
      'a budget nothing fits into',
      {
        top: rag(`${ASKED}, documents: 900000, monthlyUsd: "10"`),
        code: 'NoIndexCarries',
        path: 'rag.index',
        message: /no kind of index.*pgvector: .*above the 10 it may/,
        fix: /raise what is named/,
      },
    ],
    [
      'a database that cannot grow to what the vectors take',
      {
        top: `${rag(`index: pgvector, embeddingModel: vectors, documents: 900000`)}database: { maxCapacity: 2 }\n`,
        code: 'IndexCannotCarry',
        path: 'rag.index',
        message: /would keep \d+(\.5)? ACU busy; database.maxCapacity is 2/,
        fix: /raise what is named/,
      },
    ],
  ])('%s', (_, each) => {
    const [problem, ...more] = problemsOf(yamlOf(each));

    expect(more.map(({ path }) => path)).toEqual([]);
    expect(problem).toMatchObject({ code: each.code, path: each.path });
    expect(problem?.line).toBeGreaterThan(8);
    expect(problem?.message).toMatch(each.message);
    expect(problem?.fix).toMatch(each.fix);
  });
});

test('a source without an owner, readers or gate is refused', () => {
  const problems = problemsOf(
    yamlOf({ top: `${MODELS}rag: { sources: { hr: { dataClass: internal } }, ${ASKED} }\n` }),
  );

  expect(problems.map(({ path }) => path).sort()).toEqual([
    'rag.sources.hr.gate',
    'rag.sources.hr.owner',
    'rag.sources.hr.readers',
  ]);
});

test('an index may be taken that is dearer, and that is said', () => {
  const text = rag('index: pgvector, embeddingModel: vectors, documents: 500000').replace(
    ': confidential',
    ': internal',
  );
  const result = loaded(yamlOf({ top: text }));

  expect(result.notices.map(({ code, path }) => [code, path])).toContainEqual(['DearerIndex', 'rag.index']);
});

test('before day-60 nothing is asked of an index', () => {
  expect(load(yamlOf({ top: 'rag: { documents: 5 }\n' })).ok).toBe(true);
});

test('sources of documents that no index takes in are named', () => {
  const { notices } = loaded(yamlOf({ top: rag('tenants: 2') }));

  expect(notices.map(({ code, path }) => [code, path])).toContainEqual(['NoIndexAsked', 'rag.index']);
});

test.each([
  ['hr', ['rag.sources.hr.readers[0]']],
  ['role:operator', []],
  ['everybody', []],
  ['0a1b2c3d-0000-4000-8000-000000000101', []],
])('under Entra ID a reader is told apart from what no token names: %s', (reader, paths) => {
  const signIn = `signIn: { provider: entra-id, issuer: https://login.microsoftonline.com/0a1b2c3d-0000-4000-8000-0000000000aa/v2.0, clientId: 0a1b2c3d-0000-4000-8000-0000000000bb }
groups: { 0a1b2c3d-0000-4000-8000-000000000101: admin }
`;
  const { notices } = loaded(
    yamlOf({ top: `${signIn}${rag(ASKED).replace('readers: [hr]', `readers: ['${reader}']`)}` }),
  );

  expect(notices.filter(({ code }) => code === 'ReaderNeverNamed').map(({ path }) => path)).toEqual(paths);
});
