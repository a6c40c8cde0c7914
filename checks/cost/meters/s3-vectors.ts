import { used } from '../component';
import type { Meter } from './meter';

/** Kept, written and asked; nothing runs. What one question looks through is a part of the whole index, and grows with it. */
export const s3VectorsIndex: Meter = (_resource, context) => [
  used('vectors kept', 's3vectors/storage', 'GB-month', context.usage('aws_s3vectors_index.storage_gb')),
  used('vectors written', 's3vectors/put', 'GB', context.usage('aws_s3vectors_index.monthly_put_gb')),
  used(
    'questions',
    's3vectors/requests',
    'million requests',
    context.usage('aws_s3vectors_index.monthly_queries'),
    '0.000001',
  ),
  used('looked through', 's3vectors/processed', 'TB', context.usage('aws_s3vectors_index.monthly_processed_tb')),
];
