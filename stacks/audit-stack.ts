import type { Construct } from 'constructs';
import { archiveWriterArn, AuditArchive, type AuditArchiveProps } from '../lib/audit-archive';
import { arn, physicalName } from '../lib/core';
import { TRAIL } from '../lib/trail';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver } from './handover';

export interface AuditStackProps extends Pick<
  AuditArchiveProps,
  'lock' | 'retentionDays' | 'email' | 'logRetentionDays'
> {
  /** Account the archive is in, 12 digits; the environment's own, or one for archives. */
  account: string;
  /** Role that makes the archive and is its custodian. @default - the role of the environment */
  deployRoleArn?: string;
  /** On every role of an account of archives. @default - none */
  permissionsBoundaryArn?: string;
  /** Whether the environment has a trail of its own. */
  trail: boolean;
}

/**
 * The archive, in a boundary of its own: whoever may change the platform's state has no hand in this one, and it outlives every
 * other stack.
 */
export class AuditStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: AuditStackProps) {
    super(scope, 'audit', {
      ...environment,
      place: { ...environment.place, account: props.account, ...boundary(environment, props) },
      deployRoleArn: props.deployRoleArn ?? environment.deployRoleArn,
      stateRoleArn: environment.deployRoleArn,
    });
    const { account } = environment.place;
    const { lock, retentionDays, email, logRetentionDays, trail } = props;
    const archive = new AuditArchive(this, 'Archive', {
      lock,
      retentionDays,
      email,
      logRetentionDays,
      sourceAccount: account,
      writerRoleArns: [archiveWriterArn(this, account)],
      trailArn: trail ? trailArn(this, account) : undefined,
      custodianRoleArn: props.deployRoleArn ?? environment.deployRoleArn,
    });
    handOver(this, { bucket_name: archive.bucketName, bucket_arn: archive.bucketArn, key_arn: archive.keyArn });
  }
}

/** ARN of the environment's trail, known before it exists. */
function trailArn(scope: Construct, account: string): string {
  return arn(scope, 'cloudtrail', `trail/${physicalName(scope, TRAIL, 128)}`).replace(/:\d{12}:/, `:${account}:`);
}

// a boundary is a policy of the environment's account
function boundary({ place }: EnvironmentProps, props: AuditStackProps): { permissionsBoundaryArn?: string } {
  return {
    permissionsBoundaryArn:
      props.account === place.account ? place.permissionsBoundaryArn : props.permissionsBoundaryArn,
  };
}
