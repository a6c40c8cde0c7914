import { objectAt } from '../fixture';
import type { Mutation } from './mutation';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

export const ENCRYPTION: readonly Mutation[] = [
  [
    'PAI-ENC-003',
    'a bucket without encryption',
    (app) => app.add('aws_vpc', 'aws_s3_bucket', 'Plain', { bucket: 'acme-plain' }),
  ],
  [
    'PAI-ENC-003',
    'a bucket with keys of S3',
    (app) => {
      app.add('aws_vpc', 'aws_s3_bucket', 'Plain', { bucket: 'acme-plain' });
      app.add('aws_vpc', 'aws_s3_bucket_server_side_encryption_configuration', 'Plain', {
        bucket: '${aws_s3_bucket.Plain.id}',
        rule: { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, bucket_key_enabled: true },
      });
    },
  ],
  [
    'PAI-SEC-001',
    'a token in Helm values',
    (app) => app.values('settings', (values) => Object.assign(values, { env: { GITHUB: TOKEN } })),
  ],
  [
    'PAI-SEC-001',
    'a password in an output',
    (app) => Object.assign(objectAt(app.stack(), 'output'), { admin: { value: { password: 'hunter2hunter' } } }),
  ],
];
