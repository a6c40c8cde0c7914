import { free, used, type Component } from '../component';
import type { Context } from '../context';
import type { Meter } from './meter';

/** Billed by its indexes; where none of them is in Terraform, a program makes them in it. */
export const s3VectorsBucket: Meter = (_resource, context) =>
  context.all('aws_s3vectors_index').length > 0 ? [free('bucket', 'its indexes are billed')] : vectors(context);

export const s3VectorsIndex: Meter = (_resource, context) => vectors(context);

/** Kept, written and asked; nothing runs. What one question looks through is a part of the whole index, and grows with it. */
const vectors = (context: Pick<Context, 'usage'>): Component[] => [
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
