import { DATA_CLASSES, reached, type DataClass } from '../../contract';
import { embeddingOf } from '../../facts';
import { referenceUsd } from '../../lib/rag';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import { embeddingIn, ragPlan } from '../rag-plan';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';
import { providerOf } from './sign-in';

export const ragChecks: readonly Check[] = [
  { reads: ['rag'], drafts: sources },
  { reads: ['rag', 'models', 'catalogue', 'phase'], drafts: embeddingModel },
  { reads: ['rag', 'models'], drafts: seesDocuments },
  { reads: ['rag'], drafts: labels },
  { reads: ['rag', 'dataClasses'], drafts: classes },
  { reads: ['rag', 'data'], drafts: gates },
  { reads: ['rag', 'data'], drafts: understated },
  { reads: ['rag', 'models', 'catalogue', 'network', 'environment', 'database', 'chat', 'signIn'], drafts: carriers },
  {
    reads: ['rag', 'models', 'catalogue', 'network', 'environment', 'database', 'chat', 'signIn'],
    drafts: applications,
  },
];

export const ragNotices: readonly Check[] = [
  { reads: ['rag', 'phase'], drafts: nothingFills },
  { reads: ['rag'], drafts: notAsked },
  { reads: ['rag', 'signIn'], drafts: unknownReaders },
  { reads: ['rag', 'models', 'catalogue', 'network', 'environment', 'database', 'chat', 'signIn'], drafts: dearer },
];

const rank = (word: DataClass): number => DATA_CLASSES.indexOf(word);

function sources({ rag }: Settings): Draft[] {
  if (rag.index === 'none') return [];
  const found: Draft[] = [];
  if (Object.keys(rag.sources ?? {}).length === 0)
    found.push(
      draft(
        'NoDocuments',
        'rag.sources',
        'there is an index and no source of documents',
        'name a source with its owner, dataClass, readers and gate',
      ),
    );
  if (rag.chunkOverlapTokens * 2 > rag.chunkTokens)
    found.push(
      draft(
        'OverlapTooLong',
        'rag.chunkOverlapTokens',
        `${rag.chunkOverlapTokens} is more than half of a piece of ${rag.chunkTokens} tokens`,
        `write at most ${Math.floor(rag.chunkTokens / 2)}`,
      ),
    );
  return found;
}

function embeddingModel(settings: Settings): Draft[] {
  const { rag, models, catalogue, phase } = settings;
  if (rag.index === 'none' || !reached(phase, 'day-60')) return [];
  const able = Object.keys(models).filter((name) => {
    const model = models[name];
    return model !== undefined && embeddingOf(model, catalogue) !== undefined;
  });
  const path = 'rag.embeddingModel';
  const add = 'add a model of the catalogue for embeddings under models, bge-m3 on vllm for one, and name it here';
  const fix = able.length === 0 ? add : `write one of ${able.join(', ')}`;
  if (rag.embeddingModel === undefined)
    return [draft('NoEmbeddingModel', path, 'nothing turns the documents into vectors', fix)];
  if (models[rag.embeddingModel] === undefined)
    return [
      draft('UnknownModel', path, `"${rag.embeddingModel}" is no model of this file`, fix, {
        nearest: nearest(rag.embeddingModel, Object.keys(models)),
      }),
    ];
  const vectors = embeddingIn(settings);
  if (vectors === undefined)
    return [draft('NotForEmbedding', path, `${rag.embeddingModel} does not answer with vectors`, fix)];
  return lengths(rag, vectors);
}

function lengths(
  rag: Settings['rag'],
  { dimensions, contextTokens }: { dimensions: number; contextTokens: number },
): Draft[] {
  const found: Draft[] = [];
  if (rag.dimensions !== undefined && rag.dimensions !== dimensions)
    found.push(
      draft(
        'DimensionsDiffer',
        'rag.dimensions',
        `the index has ${rag.dimensions}, and ${rag.embeddingModel} answers with vectors of ${dimensions}`,
        `write ${dimensions}, or name a model with vectors of ${rag.dimensions}`,
      ),
    );
  if (rag.chunkTokens > contextTokens)
    found.push(
      draft(
        'ChunkTooLong',
        'rag.chunkTokens',
        `${rag.chunkTokens} tokens; ${rag.embeddingModel} reads ${contextTokens} and would cut off the rest unseen`,
        `write at most ${contextTokens}`,
      ),
    );
  return found;
}

/** Every document is sent to the embedding model. */
function seesDocuments({ rag, models }: Settings): Draft[] {
  const model = models[rag.embeddingModel ?? ''];
  if (rag.index === 'none' || model === undefined) return [];
  return Object.entries(rag.sources ?? {})
    .filter(([, { dataClass }]) => rank(dataClass) > rank(model.dataClass))
    .map(([name, { dataClass }]) =>
      draft(
        'EmbeddingSeesLess',
        `rag.sources.${name}.dataClass`,
        `${dataClass} documents would be sent to ${rag.embeddingModel}, which may see ${model.dataClass} data`,
        `name an embedding model that may see ${dataClass} data`,
      ),
    );
}

function labels({ rag }: Settings): Draft[] {
  if (rag.index === 'none' || rag.accessLabels === 'document') return [];
  return Object.entries(rag.sources ?? {})
    .filter(([, { dataClass }]) => rank(dataClass) >= rank('confidential'))
    .map(([name, { dataClass }]) =>
      draft(
        'NoAccessLabels',
        'rag.accessLabels',
        `${dataClass} documents of ${name} would be in an index without access labels`,
        'write document, or keep the source out',
      ),
    );
}

function classes({ rag, dataClasses }: Settings): Draft[] {
  if (rag.index === 'none') return [];
  return Object.entries(rag.sources ?? {})
    .filter(([, { dataClass }]) => dataClass !== 'public' && !dataClasses.includes(dataClass))
    .map(([name, { dataClass }]) =>
      draft(
        'UnknownClass',
        `rag.sources.${name}.dataClass`,
        `${dataClass} is no class of data this platform is said to see`,
        `add ${dataClass} to dataClasses, or write one of ${dataClasses.join(', ')}`,
      ),
    );
}

/** A gate is written by the pipeline of a source, and by nobody else. */
function gates({ rag, data }: Settings): Draft[] {
  if (rag.index === 'none') return [];
  return Object.entries(rag.sources ?? {}).flatMap(([name, { gate }]) => {
    if (gate !== 'required') return [];
    const path = `rag.sources.${name}.gate`;
    const source = data.sources[name];
    if (source === undefined)
      return [
        draft(
          'NoGate',
          path,
          `no pipeline writes a gate for ${name}, so it would never be taken in`,
          `name it as a source under data.sources, or write none for a folder that people fill`,
        ),
      ];
    if (source.documents !== undefined) return [];
    return [
      draft(
        'NoDocumentsOfSource',
        path,
        `the pipeline makes no documents of ${name}, so there would be nothing to take in`,
        `say under data.sources.${name} which columns are one: documents: { title: …, text: … }`,
      ),
    ];
  });
}

/** Index and embedding model are chosen by the class of a source: what the pipeline brings must not be above it. */
function understated({ rag, data }: Settings): Draft[] {
  if (rag.index === 'none') return [];
  return Object.entries(rag.sources ?? {}).flatMap(([name, { gate, dataClass }]) => {
    const brought = gate === 'required' ? data.sources[name]?.classification : undefined;
    if (brought === undefined || rank(brought) <= rank(dataClass)) return [];
    return [
      draft(
        'ClassUnderstated',
        `rag.sources.${name}.dataClass`,
        `${dataClass}, and what the pipeline brings of ${name} is ${brought}`,
        `write ${brought}, or another classification under data.sources.${name}`,
      ),
    ];
  });
}

function carriers(settings: Settings): Draft[] {
  const { rag } = settings;
  if (rag.index === 'none' || embeddingIn(settings) === undefined) return [];
  if (rag.chunkOverlapTokens * 2 > rag.chunkTokens) return [];
  const plan = ragPlan(settings);
  if (plan === undefined) {
    const fix =
      'say fewer documents or questions, raise what is named, or take an embedding model with shorter vectors';
    // who insists on one is told of all
    const against = (ragPlan(settings, { index: 'pgvector' })?.options ?? []).map(
      ({ index, obstacles }) => `${index}: ${obstacles.join(', ')}`,
    );
    return [
      draft('NoIndexCarries', 'rag.index', `no kind of index can carry these documents (${against.join('; ')})`, fix),
    ];
  }
  const chosen = plan.options.find(({ index }) => index === plan.index);
  if (chosen === undefined || chosen.obstacles.length === 0) return [];
  const able = plan.options.filter(({ obstacles }) => obstacles.length === 0).map(({ index }) => index);
  return [
    draft(
      'IndexCannotCarry',
      'rag.index',
      `${plan.index} cannot carry these documents: ${chosen.obstacles.join('; ')}`,
      able.length === 0
        ? 'say fewer documents or questions, or raise what is named'
        : `write auto, or ${able.length === 1 ? '' : 'one of '}${able.join(', ')}`,
    ),
  ];
}

/** A reader the provider's tokens never name reads nothing. */
function unknownReaders(settings: Settings): Draft[] {
  const { rag } = settings;
  const provider = providerOf(settings);
  const form = provider?.groupForm;
  if (provider === undefined || form === undefined || rag.index === 'none') return [];
  return Object.entries(rag.sources ?? {}).flatMap(([name, { readers }]) =>
    readers.flatMap((reader, index) =>
      reader === 'everybody' || reader.startsWith('role:') || form.pattern.test(reader)
        ? []
        : [
            draft(
              'ReaderNeverNamed',
              `rag.sources.${name}.readers[${index}]`,
              `"${reader}" is in no token of ${provider.title}, so nobody would read it as that`,
              `write ${form.meaning}, role:<role of the platform>, or everybody`,
            ),
          ],
    ),
  );
}

/** Sources by themselves make nothing. */
function notAsked({ rag }: Settings): Draft[] {
  if (rag.index !== 'none' || Object.keys(rag.sources ?? {}).length === 0) return [];
  return [
    draft(
      'NoIndexAsked',
      'rag.index',
      'is not asked for: without an index nobody takes in the documents of rag.sources, and nothing is answered from them',
      'write rag: { index: auto } (groundplane rag shows what it chooses), or take rag.sources out',
    ),
  ];
}

/** An index that is paid for and stays empty. */
function nothingFills({ rag, phase }: Settings): Draft[] {
  if (rag.index === 'none' || rag.image !== undefined || !reached(phase, 'day-60')) return [];
  return [
    draft(
      'NothingFills',
      'rag.image',
      'nothing fills the index or answers from it: there is no image of the program',
      'build it from ingestion/, push it to a registry of yours, and write its digest here (docs/rag.md)',
    ),
  ];
}

/** An application that asks by itself is held back by the database alone; nothing else knows who it is. */
function applications(settings: Settings): Draft[] {
  const { rag } = settings;
  const names = Object.keys(rag.applications ?? {});
  if (names.length === 0) return [];
  const index = rag.index === 'none' ? 'none' : ragPlan(settings)?.index;
  if (index === undefined || index === 'pgvector') return [];
  return [
    draft(
      'NoDatabaseToAsk',
      'rag.applications',
      `${names.join(', ')} would ask the database, and the index is ${index}`,
      "write index: pgvector, or let them ask the search service with their users' tokens",
    ),
  ];
}

/** What the client insists on, beside what the table would take. */
function dearer(settings: Settings): Draft[] {
  const { rag } = settings;
  if (rag.index === 'none' || rag.index === 'auto') return [];
  const plan = ragPlan(settings);
  const own = plan?.options.find(({ index }) => index === rag.index);
  const [cheapest] = (plan?.options ?? [])
    .filter(({ obstacles }) => obstacles.length === 0)
    .sort((a, b) => referenceUsd(a) - referenceUsd(b));
  if (own === undefined || cheapest === undefined || cheapest.index === own.index) return [];
  const more = referenceUsd(own) - referenceUsd(cheapest);
  if (more < 50) return [];
  return [
    draft(
      'DearerIndex',
      'rag.index',
      `${own.index} costs about ${Math.round(more)} USD a month more than ${cheapest.index}, which can carry these documents too`,
      `write auto or ${cheapest.index}, or keep ${own.index} for what it does besides: ${own.note}`,
    ),
  ];
}
