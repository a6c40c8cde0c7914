import { unknown, used } from '../component';
import { ZERO } from '../decimal';
import { exactly } from '../quantity';
import { readVolume, volumes } from '../volumes';
import type { Meter } from './meter';

/** Objects kept, and requests. */
export const s3Bucket: Meter = (_resource, context) => {
  const writes = context.usage('aws_s3_bucket.monthly_tier_1_requests', 'standard.monthly_tier_1_requests');
  const reads = context.usage('aws_s3_bucket.monthly_tier_2_requests', 'standard.monthly_tier_2_requests');
  return [
    used(
      'storage',
      's3/standard/storage',
      'GB-month',
      context.usage('aws_s3_bucket.storage_gb', 'standard.storage_gb'),
    ),
    used('writes and lists', 's3/requests/write', 'thousand requests', writes, '0.001'),
    used('reads', 's3/requests/read', 'thousand requests', reads, '0.001'),
  ];
};

export const ecrRepository: Meter = (_resource, context) => [
  used('images kept', 'ecr/storage', 'GB-month', context.usage('aws_ecr_repository.storage_gb')),
];

export const efsFileSystem: Meter = (_resource, context) => [
  used('storage', 'efs/standard/storage', 'GB-month', context.usage('aws_efs_file_system.storage_gb')),
];

/** A volume of its own, not of a node. */
export const ebsVolume: Meter = (resource) => {
  const volume = readVolume(resource.values, { type: 'type', size: 'size' }, ZERO);
  return volume === undefined ? [unknown('volume', 'type or size')] : volumes('volume', volume, exactly(1));
};
