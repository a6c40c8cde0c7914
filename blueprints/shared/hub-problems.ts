import type { Settings } from '../../config';
import { modelOf } from '../../facts';
import { served } from '../../lib/fit';
import type { Problem } from '../../lib/core';

/** What a tier with many users does not do: start from a public place, or from a commit nobody named. */
export function hubProblems(settings: Settings): Problem[] {
  const hub: Problem[] =
    settings.serving.weights === 'hub'
      ? [
          {
            code: 'TierLimit',
            path: 'serving.weights',
            message: 'in this tier engines start from a bucket of their own',
            fix: 'leave weights out, or take tier smb',
          },
        ]
      : [];
  return [...hub, ...Object.entries(settings.models).flatMap(([name, said]) => unpinned(settings, name, said))];
}

function unpinned({ catalogue }: Settings, name: string, said: Settings['models'][string]): Problem[] {
  if (said.provider !== 'vllm' || said.revision !== undefined) return [];
  const model = modelOf(said.model, catalogue);
  const weights = model === undefined ? undefined : served(model, said.precision);
  if (weights === undefined || weights.checkpoint.revision !== undefined) return [];
  return [
    {
      code: 'UnpinnedRevision',
      path: `models.${name}.precision`,
      message: `the ${said.precision} weights of ${said.model}, ${weights.checkpoint.repository}, are pinned to no commit`,
      fix: 'write revision: with the 40 hex digits of the commit that was looked at, or another precision',
    },
  ];
}
