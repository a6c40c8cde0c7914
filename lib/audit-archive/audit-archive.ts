import { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic';
import { Bucket } from '../bucket';
import { arn, physicalName, placeOf } from '../core';
import { Key } from '../key';
import { archiveKeyPolicy, archivePolicy, type ArchiveAccess } from './archive-policy';
import { ArchiveTable } from './archive-table';
import { manifestRoleArn, ManifestWriter } from './manifest-writer';

/**
 * How firmly objects are held. `governance`: deleted by nobody while the bucket's policy stands. `compliance`: by nobody at all,
 * not by AWS, until their time is over; it cannot be taken back. `none`: for what may be thrown away.
 */
export type ArchiveLock = 'none' | 'governance' | 'compliance';

export interface AuditArchiveProps extends ArchiveAccess {
  lock: ArchiveLock;
  /** Days each object is held, and after which it expires. */
  retentionDays: number;
  /** Who is told when a day has no manifest. */
  email: string;
  /** Days the log of the manifest writer is kept. */
  logRetentionDays: number;
}

/** Word of the role that writes into an archive. */
export const ARCHIVE_WRITER = 'audit-writer';
/** Days after which objects move to cheaper storage that is read as fast. */
const COLD_AFTER_DAYS = 90;
const MODES = { governance: 'GOVERNANCE', compliance: 'COMPLIANCE' } as const;

/**
 * The write-once archive: everything that happened, one object after the other, held until its time is over.
 *
 * Security: one identity adds and can do nothing else; nobody deletes; what bucket and key are like is changed by the custodian
 * only. Each day has a signed manifest with the digest of every object and of the manifest before it, held against copies by
 * `groundplane audit verify`. Read through Athena.
 *
 * ### Cost
 * By volume: _100 GB a month over a year_ come to about 15 USD a month, most of it Glacier Instant Retrieval. The keys 2 USD.
 */
export class AuditArchive extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly resources: { bucket: Bucket };

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);
    const sealed = props.lock !== 'none';
    const key = new Key(this, 'Key', {
      word: 'audit',
      description: 'the audit archive, its manifests and alarms',
      services: ['logs', 'alarms', 'events', 'answers'],
      statements: archiveKeyPolicy(this, props, sealed),
    });
    const bucket = new Bucket(this, 'Resource', {
      word: 'audit',
      dataClass: 'restricted',
      encryptionKey: key,
      expireDays: props.retentionDays,
      // objects are never written twice: what is left of one that expired is nothing
      ...(props.retentionDays > 2 * COLD_AFTER_DAYS ? { coldAfterDays: COLD_AFTER_DAYS } : {}),
      ...(props.lock === 'none' ? {} : { lock: { mode: MODES[props.lock], days: props.retentionDays } }),
      statements: (bucketArn) =>
        archivePolicy(bucketArn, props, manifestRoleArn(this), sealed, placeOf(this).partition),
    });
    new ManifestWriter(this, 'Manifests', {
      bucketName: bucket.name,
      bucketArn: bucket.arn,
      sourceAccount: props.sourceAccount,
      encryptionKey: key,
      logRetentionDays: props.logRetentionDays,
      alarmTopicArn: new AlarmTopic(this, 'Alarms', { word: 'audit-alarms', encryptionKey: key, email: props.email })
        .arn,
    });
    new ArchiveTable(this, 'Table', { bucketName: bucket.name, encryptionKey: key });
    this.bucketName = bucket.name;
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.resources = { bucket };
  }
}

/** ARN of the role that writes into the archive of an environment, known before it exists. */
export function archiveWriterArn(scope: Construct, account: string): string {
  return arn(scope, 'iam', `role/${physicalName(scope, ARCHIVE_WRITER, 64)}`).replace(/:\d{12}:/, `:${account}:`);
}
