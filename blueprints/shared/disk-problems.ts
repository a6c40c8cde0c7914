import type { Settings } from '../../config';
import { modelOf } from '../../facts';
import type { Problem } from '../../lib/core';
import { diskGiB, enginesPerNode } from '../../lib/fit';

type Pool = Settings['gpuPools'][string];

/** System, images unpacked (vLLM with CUDA about 25 GiB), logs: what of a disk is not there for weights. */
const TAKEN_GIB = 45;

/**
 * Weights that do not fit on the disk of a node that has no other. Counted are the largest engines that may meet on one; models of
 * Ollama are one program's. Nodes of Karpenter keep weights on the disks of the machine itself.
 */
export function diskProblems(settings: Settings): Problem[] {
  return Object.entries(settings.gpuPools).flatMap(([name, pool]) => {
    const engines = enginesIn(settings, name)
      .sort((a, b) => b.gib - a.gib)
      .slice(0, enginesPerNode(pool, 1));
    return tooSmall(name, pool, engines);
  });
}

interface Engine {
  name: string;
  gib: number;
}

function enginesIn({ models, catalogue }: Settings, pool: string): Engine[] {
  const placed = Object.entries(models).flatMap(([name, said]) => {
    if (said.provider === 'bedrock' || said.pool !== pool) return [];
    const model = modelOf(said.model, catalogue);
    if (model === undefined) return [];
    const ollama = said.provider === 'ollama';
    return [{ name, ollama, gib: diskGiB(model, said.provider === 'vllm' ? said.precision : 'int4') }];
  });
  const together = placed.filter(({ ollama }) => ollama);
  const engines = placed.filter(({ ollama }) => !ollama);
  if (together.length === 0) return engines;
  const gib = together.reduce((sum, one) => sum + one.gib, 0);
  return [...engines, { name: together.map(({ name }) => name).join(' and '), gib }];
}

function tooSmall(name: string, { rootVolumeGiB }: Pool, engines: readonly Engine[]): Problem[] {
  const wanted = engines.reduce((sum, { gib }) => sum + gib, TAKEN_GIB);
  if (wanted <= rootVolumeGiB) return [];
  const weights = engines.map((engine) => `${engine.name} (${engine.gib})`).join(', ');
  return [
    {
      code: 'DiskTooSmall',
      path: `gpuPools.${name}.rootVolumeGiB`,
      message: `${rootVolumeGiB} GiB hold system and images (${TAKEN_GIB}) and not the weights of ${weights}`,
      fix: `write ${Math.ceil(wanted / 10) * 10} or more`,
    },
  ];
}
