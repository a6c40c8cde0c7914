import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Testing } from 'cdktf';
import { AuditArchive, type AuditArchiveProps } from '../../lib/audit-archive';
import { setPlace } from '../../lib/core';

const WRITER = 'arn:aws:iam::111122223333:role/acme-production-audit-writer';

function rendered(changes: Partial<AuditArchiveProps> = {}, protectData = true): string {
  return Testing.synthScope((stack) => {
    setPlace(stack, {
      account: '444455556666',
      region: 'eu-central-1',
      partition: 'aws',
      prefix: 'acme-production',
      protectData,
    });
    new AuditArchive(stack, 'Archive', {
      lock: 'compliance',
      retentionDays: 2192,
      email: 'audit@acme.example',
      logRetentionDays: 365,
      sourceAccount: '111122223333',
      writerRoleArns: [WRITER],
      ...changes,
    });
  });
}

function resource(json: string, type: string): Record<string, unknown> {
  const { resource: all }: { resource: Record<string, Record<string, Record<string, unknown>>> } = JSON.parse(json);
  return Object.values(all[type] ?? {})[0] ?? {};
}

test('holds each object as long as it lets it live, in the mode that was asked for', () => {
  const json = rendered({ retentionDays: 400, lock: 'governance' });

  expect(resource(json, S3BucketObjectLockConfigurationA.tfResourceType)['rule']).toEqual({
    default_retention: { days: 400, mode: 'GOVERNANCE' },
  });
  expect(JSON.stringify(resource(json, S3BucketLifecycleConfiguration.tfResourceType)['rule'])).toContain(
    '"expiration":[{"days":400}]',
  );
});

test('what may be thrown away has no lock, and what is in it goes with the bucket', () => {
  const json = rendered({ lock: 'none' }, false);

  expect(resource(json, S3Bucket.tfResourceType)).toMatchObject({ object_lock_enabled: false, force_destroy: true });
  expect(resource(json, S3BucketObjectLockConfigurationA.tfResourceType)).toEqual({});
  expect(resource(json, S3BucketPolicy.tfResourceType)['policy']).not.toContain('NobodyDeletes');
});

test('without a custodian settings are left to IAM of the account', () => {
  const text = String(resource(rendered(), S3BucketPolicy.tfResourceType)['policy']);

  expect(text).toContain('NobodyDeletes');
  expect(text).not.toContain('CustodianConfigures');
});
