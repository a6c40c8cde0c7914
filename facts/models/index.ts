import { EMBEDDINGS } from './embeddings';
import { LLAMA } from './llama';
import type { Model, NamedModel } from './model';
import { OTHER_CHAT } from './other-chat';
import { QWEN } from './qwen';

export * from './model';

/**
 * Open models that can be named in a client file; a client adds its own under `catalogue`.
 * Source: the published config.json of each, restated 2026-08 (architecture), revisions as several public projects pin them,
 * 2026-11. Support of LoRA: model classes of vLLM 0.27.1.
 */
export const MODELS: Readonly<Record<string, Model>> = { ...QWEN, ...LLAMA, ...OTHER_CHAT, ...EMBEDDINGS };

/** A model by its id: of the catalogue, or of a client's own. Undefined where neither has it. */
export function modelOf(id: string, own: Readonly<Record<string, Model>> = {}): NamedModel | undefined {
  const known = [MODELS, own].find((models) => Object.hasOwn(models, id))?.[id];
  return known === undefined ? undefined : { ...known, id };
}
