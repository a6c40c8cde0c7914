import { INSTANCE_TYPES } from '../../facts';
import type { Draft } from '../problems/problem';
import type { VllmModel } from '../schema/models';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

type Pool = Settings['gpuPools'][string];

export const multiNodeChecks: readonly Check[] = [{ reads: ['models', 'gpuPools'], drafts: laid(refused) }];

export const multiNodeNotices: readonly Check[] = [{ reads: ['models', 'gpuPools'], drafts: laid(onSpot) }];

interface Laid {
  name: string;
  nodes: number;
  said: VllmModel;
  pool: Pool;
}

/** Engines over several nodes, each in its pool. */
function laid(check: (engine: Laid) => Draft[]): Check['drafts'] {
  return ({ models, gpuPools }) =>
    Object.entries(models).flatMap(([name, said]) => {
      if (said.provider !== 'vllm') return [];
      const { nodes = 1 } = said;
      const pool = gpuPools[said.pool];
      return nodes === 1 || pool === undefined ? [] : check({ name, nodes, said, pool });
    });
}

function refused({ name, said, pool }: Laid): Draft[] {
  const path = `models.${name}.nodes`;
  const problems: Draft[] = [];
  if (pool.sharing.mode !== 'none') {
    const message = `takes the nodes of ${said.pool} whole, and their GPUs are shared (${pool.sharing.mode})`;
    problems.push(draft('SharedNodes', path, message, 'make a pool of its own with sharing: { mode: none }'));
  }
  const kinds = [...new Set(pool.instanceTypes.flatMap((type) => kindOf(type)))];
  if (kinds.length > 1) {
    const message = `would be laid over different GPUs, of which ${said.pool} has ${kinds.join(' and ')}`;
    problems.push(draft('MixedGpus', path, message, 'take instance types of one GPU, in a pool of their own'));
  }
  return problems;
}

function kindOf(instanceType: string): string[] {
  const gpu = INSTANCE_TYPES[instanceType]?.gpu;
  return gpu === undefined ? [] : [`${gpu.model} with ${Math.floor(gpu.memoryMiB / 1024)} GiB`];
}

function onSpot({ name, nodes, said, pool }: Laid): Draft[] {
  if (!pool.capacity.includes('spot')) return [];
  const message = `is ${nodes} nodes that must all stay, and ${said.pool} may take spot ones, any of which ends the whole engine`;
  const fix = 'leave spot out of the capacity of the pool, or give the model a pool of its own';
  return [draft('NodesOnSpot', `models.${name}.nodes`, message, fix)];
}
