import { fixed, shared, used } from '../component';
import { between } from '../quantity';
import { says, text } from '../read';
import type { Meter } from './meter';

/** One dollar a month, and one more for each of the first two yearly rotations; requests apart. */
export const kmsKey: Meter = ({ values }, context) => {
  const spec = text(values, 'customer_master_key_spec', 'SYMMETRIC_DEFAULT');
  const price = spec === 'SYMMETRIC_DEFAULT' ? 'kms/requests' : 'kms/requests/asymmetric';
  const rotated = 'high: after two yearly rotations, each kept and billed';
  return [
    says(values, 'enable_key_rotation')
      ? fixed('key', 'kms/key', 'key-month', between(1, 1, 3), rotated)
      : fixed('key', 'kms/key', 'key-month', 1),
    used('requests', price, '10 thousand requests', context.usage('aws_kms_key.monthly_requests'), '0.0001'),
  ];
};

/** A copy in another region is billed as a key; its requests are counted with the first. */
export const kmsReplicaKey: Meter = () => [
  fixed('replica key', 'kms/key', 'key-month', 1),
  shared('requests', 'counted with the key it is a copy of'),
];
