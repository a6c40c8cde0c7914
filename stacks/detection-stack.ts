import type { Construct } from 'constructs';
import { Key } from '../lib/key';
import { Trail } from '../lib/trail';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { Received } from './handover';

export interface DetectionStackProps {
  logRetentionDays: number;
  /** Whether CloudTrail of the account is kept here. */
  trail: boolean;
}

/** What records and watches the environment: the trail, the way of events into archive and sinks, findings, alarms. */
export class DetectionStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: DetectionStackProps) {
    super(scope, 'detection', environment);
    const archive = new Received(this, environment, 'audit');
    const encryptionKey = new Key(this, 'Key', {
      word: 'detection',
      description: 'logs, streams and alarms of detection',
      services: ['logs', 'alarms', 'events'],
    });
    if (props.trail) {
      new Trail(this, 'Trail', {
        bucketName: archive.text('bucket_name'),
        archiveKey: { arn: archive.text('key_arn') },
        encryptionKey,
        logRetentionDays: props.logRetentionDays,
      });
    }
  }
}
