import { DATA_CLASSES, type DataClass, type RagChoice } from '../contract';
import { embeddingOf } from '../facts';
import { planRag, type RagPlanProps } from '../lib/rag';
import type { Settings } from './settings';

/** Length of the vectors and the longest text of the model that is named; undefined where none is, or it does something else. */
export function embeddingIn({ rag, models, catalogue }: Settings): ReturnType<typeof embeddingOf> {
  const model = models[rag.embeddingModel ?? ''];
  return model === undefined ? undefined : embeddingOf(model, catalogue);
}

/** Before a model is named: the length most of the catalogue have. */
const USUAL_DIMENSIONS = 1024;

/** Highest class of what the sources hold. */
export function documentClass({ rag }: Pick<Settings, 'rag'>): DataClass {
  const classes = Object.values(rag.sources ?? {}).map(({ dataClass }) => DATA_CLASSES.indexOf(dataClass));
  return DATA_CLASSES[Math.max(0, ...classes)] ?? 'public';
}

/** The index of an environment and its alternatives; `other` stands in place of what the file says. */
export function ragPlan(settings: Settings, other: Partial<RagPlanProps> = {}): RagChoice | undefined {
  const { rag, network, environment, database, chat, signIn } = settings;
  const { zones, existing } = network;
  return planRag({
    ...rag,
    sources: Object.keys(rag.sources ?? {}).length,
    region: environment.region,
    zones: existing?.privateSubnetIds.length ?? (typeof zones === 'number' ? zones : zones.length),
    dimensions: embeddingIn(settings)?.dimensions ?? USUAL_DIMENSIONS,
    dataClass: documentClass(settings),
    // the chat page has a database of its own on the same server
    database: { ...database, shared: chat.page !== 'none' && signIn !== undefined },
    ...other,
  });
}
