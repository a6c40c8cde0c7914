import { fixed, free, unknown, used, type Component } from '../component';
import { blocks, text } from '../read';
import type { Meter } from './meter';

/** A secret by the month, and once more for each copy in another region, at that region's price. */
export const secret: Meter = (resource, context) => {
  const replicas = blocks(resource.values, 'replica').map((replica): Component => {
    const region = text(replica, 'region');
    if (region === undefined || region === '') return unknown('replica', 'its region');
    return { ...fixed(`replica in ${region}`, 'secretsmanager/secret', 'secret-month', 1), region };
  });
  const reads = context.usage('aws_secretsmanager_secret.monthly_requests');
  return [
    fixed('secret', 'secretsmanager/secret', 'secret-month', 1),
    ...replicas,
    used('requests', 'secretsmanager/requests', '10 thousand requests', reads, '0.0001'),
  ];
};

export const ssmParameter: Meter = (resource) => {
  const tier = text(resource.values, 'tier', 'Standard');
  if (tier === undefined) return [unknown('parameter', 'tier')];
  return [
    tier === 'Standard'
      ? free('parameter', 'standard parameters cost nothing')
      : fixed('parameter', 'ssm/parameter/advanced', 'parameter-month', 1),
  ];
};
