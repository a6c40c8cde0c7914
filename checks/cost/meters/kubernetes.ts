import { free, shared, unpriced } from '../component';
import { block, text } from '../read';
import type { Meter } from './meter';

/** What a release runs stands on nodes, volumes and load balancers, and those are billed as such. */
export const helmRelease: Meter = () => [
  shared('release', 'its pods run on nodes, volumes and load balancers, which are lines of their own'),
];

/** A Service of type LoadBalancer makes one; whoever writes it states an intent, or it is not priced. */
export const kubernetesService: Meter = (resource, context) => {
  if (text(block(resource.values, 'spec'), 'type', 'ClusterIP') !== 'LoadBalancer') {
    return [free('service', 'an object inside the cluster')];
  }
  return [
    context.stated.length > 0
      ? shared('load balancer', 'billed as the load balancer it is stated as')
      : unpriced('load balancer', 'a controller makes one, and nothing states which'),
  ];
};

export const kubernetesIngress: Meter = (_resource, context) => [
  context.stated.length > 0
    ? shared('load balancer', 'billed as the load balancer it is stated as')
    : unpriced('load balancer', 'a controller may make one, and nothing states which'),
];

export const kubernetesVolumeClaim: Meter = (_resource, context) => [
  context.stated.length > 0
    ? shared('volume', 'billed as the volume it is stated as')
    : unpriced('volume', 'the storage class decides what is made, and nothing states it'),
];
