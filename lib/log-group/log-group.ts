import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import type { IKey } from '../key';

export interface LogGroupProps {
  /** Full name. Services that write to a fixed name dictate it. */
  name: string;
  /** Days until a record is deleted; one of the periods CloudWatch knows. */
  retentionDays: number;
  encryptionKey: IKey;
}

/**
 * A log group that is there before its writer: EKS and Lambda make their own otherwise, without key and without end.
 *
 * ### Cost
 * By volume: _10 GB a month_ cost 5 USD to take in and 0.30 USD a month to keep in us-east-1.
 */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly resources: { logGroup: CloudwatchLogGroup };

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, 'Resource', {
      name: props.name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.encryptionKey.arn,
    });
    this.name = logGroup.name;
    this.arn = logGroup.arn;
    this.resources = { logGroup };
  }
}
