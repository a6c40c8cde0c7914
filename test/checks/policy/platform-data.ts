import { key } from './platform-network';
import { at, stack } from './platform-stack';

/** Stores: buckets, databases, caches, indexes, the warehouse. */
export const DATA_STACK = stack('data', {
  resource: {
    aws_kms_key: { Key: key('data/Key/Resource') },
    aws_s3_bucket: { Documents: at('data/Documents/Resource', { bucket: 'acme-prod-documents' }) },
    aws_s3_bucket_server_side_encryption_configuration: {
      Documents: at('data/Documents/Encryption', {
        bucket: '${aws_s3_bucket.Documents.bucket}',
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: '${aws_kms_key.Key.arn}',
            },
            bucket_key_enabled: true,
          },
        ],
      }),
    },
  },
});
