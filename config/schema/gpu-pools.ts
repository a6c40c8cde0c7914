import { z } from 'zod';
import { CAPACITY_TYPES } from '../../contract';
import type { MigProfile } from '../../facts';
import { MIG_PROFILES } from '../../facts';
import { setting } from './setting';
import { instanceType, reservationId, zoneId } from './words';

export const gpuSettings = z.strictObject({
  software: setting(z.enum(['device-plugin', 'gpu-operator']), {
    description:
      'What offers GPUs to pods on AL2023 nodes: the NVIDIA device plugin alone, or the GPU operator (needed for MIG). Bottlerocket brings its own and takes neither.',
    example: 'device-plugin',
    changing: 'rolls nodes',
  }),
});

const mode = <M extends string>(name: M): z.ZodLiteral<M> =>
  setting(z.literal(name), {
    description: 'How pods share a GPU: `none`, `time-slicing` or `mig`.',
    example: name,
    changing: 'rolls nodes',
  });

const sharing = z.discriminatedUnion('mode', [
  z.strictObject({ mode: mode('none') }),
  z.strictObject({
    mode: mode('time-slicing'),
    replicas: setting(z.int().min(2).max(16), {
      description: 'Pods on one GPU.',
      example: 4,
      changing: 'rolls nodes',
    }),
  }),
  z.strictObject({
    mode: mode('mig'),
    profile: setting(z.enum(Object.keys(MIG_PROFILES) as [MigProfile, ...MigProfile[]]), {
      description: 'Parts every GPU of a node is cut into, named as in the MIG manager; the memory of the GPU decides which exist.',
      example: 'all-1g.10gb',
      changing: 'rolls nodes',
    }),
  }),
]);

export const gpuPoolSettings = z.strictObject({
  instanceTypes: setting(z.array(instanceType).min(1).max(15), {
    description:
      'Instance types the pool may launch, best first. All must hold the same number of GPUs, so that a limit in nodes is a limit in GPUs.',
    example: ['g6e.2xlarge', 'g6e.4xlarge', 'g6e.8xlarge'],
    changing: 'rolls nodes',
  }),
  ami: setting(z.enum(['al2023', 'bottlerocket']), {
    description: 'Node image family. The driver comes with it.',
    example: 'al2023',
    changing: 'rolls nodes',
  }),
  capacity: setting(z.array(z.enum(CAPACITY_TYPES)).min(1).max(3), {
    description: 'How nodes are paid for, tried in the order reserved, spot, on-demand whatever the order here.',
    example: ['reserved', 'spot', 'on-demand'],
    changing: 'in place',
  }),
  reservations: setting(z.array(reservationId).max(20), {
    description: 'Capacity reservations or blocks that exist already. The library never buys one.',
    example: ['cr-0123456789abcdef0'],
    changing: 'in place',
  }),
  minNodes: setting(z.int().min(0).max(100), {
    description: 'Nodes kept running whatever the load. 0: the first request after a pause waits for a node.',
    example: 0,
    changing: 'in place',
  }),
  maxNodes: setting(z.int().min(1).max(100), {
    description: 'Hard limit of nodes. There is no pool without one: a forgotten p5 pool is a five-figure day.',
    example: 4,
    changing: 'in place',
  }),
  rootVolumeGiB: setting(z.int().min(100).max(16_000), {
    description: 'Root volume of a node, GiB: images, weights and caches.',
    example: 300,
    changing: 'rolls nodes',
  }),
  zones: setting(z.array(zoneId).max(3), {
    description: 'Zones the pool is held to, by id. Empty: all zones of the network.',
    example: ['euc1-az1'],
    changing: 'rolls nodes',
  }),
  sharing: setting(sharing, {
    description:
      'How pods share a GPU. `time-slicing` isolates no memory: one tenant per node. `mig` cuts A100, H100, H200 or B200 GPUs into parts with memory of their own.',
    example: { mode: 'time-slicing', replicas: 4 },
    changing: 'rolls nodes',
  }),
});

export type GpuSettings = z.infer<typeof gpuSettings>;
export type GpuPoolSettings = z.infer<typeof gpuPoolSettings>;
