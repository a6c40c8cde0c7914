import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { guarded, jsonText, physicalName, placeOf, trustService } from '../core';
import { Key, type IKey } from '../key';
import { Role } from '../role';

export interface BackupProps {
  encryptionKey: IKey;
  /** Days a backup is kept. */
  retentionDays: number;
  /** Region that gets a copy of each backup. @default - none: backups stay with what they are of */
  copyRegion?: string;
  /** Whether nobody may delete a backup before its time while the lock stands. */
  locked: boolean;
  /** Topic that is told of a backup or a copy that failed. EventBridge must be let in. */
  alarmTopicArn: string;
}

/** Whatever carries this tag with the prefix of the environment is backed up. */
export const BACKUP_TAG = 'backup-plan';

/**
 * A daily backup of everything in the environment that asks for it by a tag, in a vault of its own, and a copy in another region.
 *
 * ### Cost
 * By what is kept: _50 GB_ about 5 USD a month, and as much again for the copy.
 */
export class Backup extends Construct {
  readonly resources: { plan: BackupPlan; vault: BackupVault };

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const vault = this.createVault('Vault', props);
    const copies = props.copyRegion === undefined ? [] : [this.createCopies(props, props.copyRegion)];
    const name = physicalName(this, 'backup', 50);
    const lifecycle = { deleteAfter: props.retentionDays };
    const plan = new BackupPlan(this, 'Resource', {
      name,
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vault.name,
          // after the window of the databases' own backups
          schedule: 'cron(30 4 * * ? *)',
          startWindow: 60,
          completionWindow: 480,
          lifecycle,
          copyAction: copies.map((copy) => ({ destinationVaultArn: copy.arn, lifecycle })),
        },
      ],
    });
    const role = new Role(this, 'Role', {
      word: 'backup',
      trust: trustService('backup.amazonaws.com'),
      managedPolicies: [
        'service-role/AWSBackupServiceRolePolicyForBackup',
        'service-role/AWSBackupServiceRolePolicyForRestores',
        'AWSBackupServiceRolePolicyForS3Backup',
        'AWSBackupServiceRolePolicyForS3Restore',
      ],
    });
    new BackupSelection(this, 'Selection', {
      name,
      planId: plan.id,
      iamRoleArn: role.arn,
      selectionTag: [{ type: 'STRINGEQUALS', key: BACKUP_TAG, value: placeOf(this).prefix }],
      dependsOn: role.ready,
    });
    this.tell(props.alarmTopicArn);
    this.resources = { plan, vault };
  }

  private tell(topicArn: string): void {
    const rule = new CloudwatchEventRule(this, 'Failed', {
      name: physicalName(this, 'backup-failed', 64),
      description: 'a backup or a copy of one that did not come to be',
      eventPattern: jsonText({
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
        detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'] },
      }),
    });
    new CloudwatchEventTarget(this, 'FailedTarget', { rule: rule.name, arn: topicArn });
  }

  private createCopies(props: BackupProps, region: string): BackupVault {
    const encryptionKey = new Key(this, 'CopyKey', { word: 'backup-copies', description: 'copies of backups', region });
    return this.createVault('Copies', { ...props, encryptionKey }, region);
  }

  private createVault(id: string, { encryptionKey, locked }: BackupProps, region?: string): BackupVault {
    const vault = new BackupVault(this, id, {
      name: physicalName(this, 'backup', 50),
      kmsKeyArn: encryptionKey.arn,
      region,
      // what is in it goes with it only where everything may go
      forceDestroy: !placeOf(this).protectData,
      lifecycle: guarded(this),
    });
    if (locked) {
      new BackupVaultLockConfiguration(this, `${id}-Lock`, {
        backupVaultName: vault.name,
        region,
        minRetentionDays: LEAST_DAYS,
      });
    }
    return vault;
  }
}

/** Days within which somebody notices that backups are being thrown away. */
const LEAST_DAYS = 7;
