import { modelOf } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const adapterChecks: readonly Check[] = [
  { reads: ['models', 'catalogue', 'serving'], drafts: unsupported },
  { reads: ['models'], drafts: twice },
];

interface Named {
  name: string;
  path: string;
  model: string;
}

function adaptersOf({ models }: Settings): Named[] {
  return Object.entries(models).flatMap(([model, said]) =>
    said.provider === 'vllm'
      ? Object.keys(said.adapters ?? {}).map((name) => ({ name, model, path: `models.${model}.adapters.${name}` }))
      : [],
  );
}

function unsupported(settings: Settings): Draft[] {
  return adaptersOf(settings).flatMap(({ path, model }) => {
    const said = settings.models[model];
    const card = said?.provider === 'vllm' ? modelOf(said.model, settings.catalogue) : undefined;
    if (card?.lora === false) {
      return [draft('NoAdapters', path, `${card.id} takes no LoRA adapters`, 'take the adapter out, or another model')];
    }
    if (settings.serving.weights === 'bucket') return [];
    // from a hub vLLM takes whatever the repository has at the moment: it knows no commit of an adapter
    return [draft('AdapterFromHub', path, 'would come from a hub, at no commit', 'write serving: { weights: bucket }')];
  });
}

/** A name is one route. */
function twice(settings: Settings): Draft[] {
  const all = adaptersOf(settings);
  return all.flatMap(({ name, path }) => {
    const same = all.find((other) => other.name === name && other.path !== path);
    const holder = Object.hasOwn(settings.models, name) ? `models.${name}` : same?.path;
    if (holder === undefined) return [];
    return [draft('ModelTwice', path, `"${name}" is the name of ${holder} too`, 'give it another name')];
  });
}
