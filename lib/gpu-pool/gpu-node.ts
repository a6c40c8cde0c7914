import { INSTANCE_TYPES, type Gpu } from '../../facts';
import type { Problem } from '../core';

export type GpuAmi = 'al2023' | 'bottlerocket';
/** What offers GPUs to pods on AL2023 nodes of a cluster. Bottlerocket brings its own. */
export type GpuSoftware = 'device-plugin' | 'gpu-operator';

export type GpuSharing =
  { mode: 'none' } | { mode: 'time-slicing'; replicas: number } | { mode: 'mig'; profile: string };

/**
 * A pair of image and software that works together. Others cannot be written down: two device plugins on one node, or an
 * operator that installs a driver over the one in the image, end in nodes that never become ready.
 */
export type GpuNode =
  | { ami: 'al2023'; software: 'device-plugin'; sharing: Exclude<GpuSharing, { mode: 'mig' }> }
  | { ami: 'al2023'; software: 'gpu-operator'; sharing: GpuSharing }
  | { ami: 'bottlerocket'; software: 'in-image'; sharing: GpuSharing };

/** Whether a GPU can be cut into parts. */
const MIG_CAPABLE: Readonly<Record<Gpu['model'], boolean>> = {
  T4: false,
  A10G: false,
  L4: false,
  L40S: false,
  A100: true,
  H100: true,
  H200: true,
  B200: true,
  B300: true,
};

export interface GpuNodeRequest {
  ami: GpuAmi;
  software: GpuSoftware;
  sharing: GpuSharing;
  instanceTypes: readonly string[];
}

/** The pair a request stands for. Call {@link gpuNodeProblems} first. */
export function gpuNode(request: GpuNodeRequest): GpuNode {
  const { ami, software, sharing } = request;
  if (ami === 'bottlerocket') return { ami, software: 'in-image', sharing };
  if (software === 'gpu-operator') return { ami, software, sharing };
  if (sharing.mode === 'mig') throw new Error('MIG without the GPU operator: gpuNodeProblems was not asked');
  return { ami, software, sharing };
}

/** Everything wrong with a request; `path` is the settings path of the pool. */
export function gpuNodeProblems(path: string, request: GpuNodeRequest): Problem[] {
  const problems: Problem[] = [];
  if (request.ami === 'bottlerocket' && request.software === 'gpu-operator') {
    problems.push({
      code: 'GpuSoftware',
      path: `${path}.ami`,
      message:
        'bottlerocket carries driver and device plugin in its image, and the GPU operator would install them again',
      fix: 'write ami: al2023, or gpu.software: device-plugin',
    });
  }
  if (request.sharing.mode !== 'mig') return problems;
  if (request.ami === 'al2023' && request.software === 'device-plugin') {
    problems.push({
      code: 'GpuSoftware',
      path: `${path}.sharing`,
      message: 'on al2023 only the GPU operator cuts GPUs into MIG parts',
      fix: 'write gpu.software: gpu-operator, or ami: bottlerocket for this pool',
    });
  }
  for (const type of request.instanceTypes) {
    const gpu = INSTANCE_TYPES[type]?.gpu;
    if (gpu !== undefined && !MIG_CAPABLE[gpu.model]) {
      problems.push({
        code: 'GpuSoftware',
        path: `${path}.sharing`,
        message: `${gpu.model} of ${type} cannot be cut into MIG parts`,
        fix: 'take sharing: { mode: time-slicing, replicas: 2 }, or types with A100, H100, H200 or B200',
      });
    }
  }
  return problems;
}
