import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { Construct } from 'constructs';
import { DATABASE_AUTHORITY } from '../../facts';
import { guarded, placeOf } from '../core';
import {
  BACKUP_WINDOW,
  DATABASE_PORT,
  MAINTENANCE_WINDOW,
  MASTER_USER,
  PARAMETERS,
  POSTGRES_MAJOR,
  storeName,
  storeTags,
  Surroundings,
  type IDatabaseStore,
  type StoreProps,
} from './store';

export interface InstanceDatabaseProps extends StoreProps {
  /** RDS instance class, `db.t4g.small`. */
  instanceClass: string;
  /** Size of its disk to begin with; it grows to four times that by itself. */
  storageGiB: number;
  /** Whether one in another zone stands by. */
  standby: boolean;
}

const GROWTH = 4;

/**
 * One small PostgreSQL of RDS, with one that stands by in another zone where it may not be missed.
 *
 * Security: as Aurora here. Encrypted with a key of one's own, TLS or nothing, in nobody's reach until a door is opened.
 *
 * ### Cost
 * By class and hour: _db.t4g.small with one that stands by_ about 47 USD a month in us-east-1, and _20 GB_ 4.60 USD.
 */
export class InstanceDatabase extends Construct implements IDatabaseStore {
  readonly host: string;
  readonly securityGroupId: string;
  readonly logGroupName: string;
  readonly resources: { instance: DbInstance };

  constructor(scope: Construct, id: string, props: InstanceDatabaseProps) {
    super(scope, id);
    const around = new Surroundings(this, 'Around', {
      ...props,
      logGroupName: `/aws/rds/instance/${storeName(this)}/postgresql`,
    });
    const instance = this.createInstance(props, around);
    this.host = instance.address;
    this.securityGroupId = around.securityGroupId;
    this.logGroupName = around.logGroupName;
    this.resources = { instance };
  }

  private createInstance(props: InstanceDatabaseProps, around: Surroundings): DbInstance {
    const name = storeName(this);
    const parameters = new DbParameterGroup(this, 'Parameters', {
      name,
      family: `postgres${POSTGRES_MAJOR}`,
      description: 'TLS or nothing, and a log of who made what',
      parameter: PARAMETERS,
    });
    return new DbInstance(this, 'Resource', {
      identifier: name,
      engine: 'postgres',
      engineVersion: POSTGRES_MAJOR,
      instanceClass: props.instanceClass,
      port: DATABASE_PORT,
      username: MASTER_USER,
      passwordWo: around.password,
      passwordWoVersion: 1,
      allocatedStorage: props.storageGiB,
      maxAllocatedStorage: props.storageGiB * GROWTH,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: props.encryptionKey.arn,
      multiAz: props.standby,
      dbSubnetGroupName: around.subnetGroupName,
      vpcSecurityGroupIds: [around.securityGroupId],
      parameterGroupName: parameters.name,
      publiclyAccessible: false,
      caCertIdentifier: DATABASE_AUTHORITY,
      iamDatabaseAuthenticationEnabled: true,
      autoMinorVersionUpgrade: true,
      backupRetentionPeriod: props.backupDays,
      backupWindow: BACKUP_WINDOW,
      maintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: placeOf(this).protectData,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      enabledCloudwatchLogsExports: ['postgresql'],
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.encryptionKey.arn,
      performanceInsightsRetentionPeriod: 7,
      tags: storeTags(this, props),
      lifecycle: guarded(this),
      dependsOn: [...around.ready],
    });
  }
}
