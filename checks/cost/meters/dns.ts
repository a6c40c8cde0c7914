import { REGIONS } from '../../../facts';
import { GLOBAL } from '../book';
import { fixed, free, shared, used } from '../component';
import type { Meter } from './meter';

/** A hosted zone at the one price of the commercial partition, and the questions it answers. */
export const route53Zone: Meter = (_resource, context) => {
  const queries = context.usage('aws_route53_zone.monthly_queries');
  const region = REGIONS[context.region ?? '']?.partition === 'aws' ? GLOBAL : context.region;
  return [
    { ...fixed('hosted zone', 'route53/zone', 'zone-month', 1), region },
    { ...used('queries', 'route53/queries', 'million queries', queries, '0.000001'), region },
  ];
};

/** Public certificates are free; a private authority is not. */
export const acmCertificate: Meter = (resource) => [
  resource.values.certificate_authority_arn === undefined
    ? free('certificate', 'public certificates cost nothing')
    : shared('certificate', 'billed on its private certificate authority'),
];
