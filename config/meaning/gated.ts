import { reached } from '../../contract';
import { modelOf } from '../../facts';
import { served } from '../../lib/fit';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const gatedChecks: readonly Check[] = [
  { reads: ['models', 'catalogue', 'serving', 'network', 'phase', 'environment'], drafts: gated },
];

/** Weights the hub gives to nobody unknown: the job that fetches them would fail after everything else stands. */
function gated(settings: Settings): Draft[] {
  const { serving, network, environment, client } = settings;
  const byHand = serving.weights === 'bucket' && network.egress === 'none';
  if (serving.hubAccess === 'token' || byHand || !reached(settings.phase, 'day-60')) return [];
  return Object.entries(settings.models).flatMap(([name, said]) => {
    if (said.provider !== 'vllm') return [];
    const model = modelOf(said.model, settings.catalogue);
    const checkpoint = model === undefined ? undefined : served(model, said.precision)?.checkpoint;
    if (checkpoint?.gated !== true) return [];
    const secret = `${client}-${environment.name}/models/hub-token`;
    return [
      draft(
        'GatedWeights',
        `models.${name}.model`,
        `the hub gives ${checkpoint.repository} only to who took its licence`,
        `take the licence, put the token of that account into the secret ${secret}, and write serving: { hubAccess: token }`,
      ),
    ];
  });
}
