import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
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

export interface AuroraDatabaseProps extends StoreProps {
  /** Instances in different zones: one that writes, others that take over. */
  instances: number;
  /** Aurora capacity units it never goes below; one is about 2 GiB. */
  minCapacity: number;
  /** Aurora capacity units it never goes above. */
  maxCapacity: number;
}

/**
 * Aurora PostgreSQL, serverless: as large as it is used, between two bounds, over as many zones as there are instances.
 *
 * Security: encrypted with a key of one's own, TLS or nothing, logs of who made and gave what. Its security group lets nobody in.
 * The password of its master is drawn by AWS and stands in no plan and no state.
 *
 * ### Cost
 * By capacity: _two instances at half a unit_ about 88 USD a month in us-east-1, storage at 0.10 USD a GB, and 0.20 USD a million
 * requests to it.
 */
export class AuroraDatabase extends Construct implements IDatabaseStore {
  readonly host: string;
  readonly securityGroupId: string;
  readonly logGroupName: string;
  readonly resources: { cluster: RdsCluster; instances: RdsClusterInstance[] };

  constructor(scope: Construct, id: string, props: AuroraDatabaseProps) {
    super(scope, id);
    const around = new Surroundings(this, 'Around', {
      ...props,
      logGroupName: `/aws/rds/cluster/${storeName(this)}/postgresql`,
    });
    const cluster = this.createCluster(props, around);
    const instances = Array.from({ length: props.instances }, (_, index) => this.createInstance(props, cluster, index));
    this.host = cluster.endpoint;
    this.securityGroupId = around.securityGroupId;
    this.logGroupName = around.logGroupName;
    this.resources = { cluster, instances };
  }

  private createCluster(props: AuroraDatabaseProps, around: Surroundings): RdsCluster {
    const name = storeName(this);
    const parameters = new RdsClusterParameterGroup(this, 'Parameters', {
      name,
      family: `aurora-postgresql${POSTGRES_MAJOR}`,
      description: 'TLS or nothing, and a log of who made what',
      parameter: PARAMETERS,
    });
    return new RdsCluster(this, 'Resource', {
      clusterIdentifier: name,
      engine: 'aurora-postgresql',
      engineVersion: POSTGRES_MAJOR,
      port: DATABASE_PORT,
      masterUsername: MASTER_USER,
      masterPasswordWo: around.password,
      masterPasswordWoVersion: 1,
      serverlessv2ScalingConfiguration: { minCapacity: props.minCapacity, maxCapacity: props.maxCapacity },
      dbSubnetGroupName: around.subnetGroupName,
      vpcSecurityGroupIds: [around.securityGroupId],
      dbClusterParameterGroupName: parameters.name,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: props.encryptionKey.arn,
      backupRetentionPeriod: props.backupDays,
      preferredBackupWindow: BACKUP_WINDOW,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      deletionProtection: placeOf(this).protectData,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      enabledCloudwatchLogsExports: ['postgresql'],
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.encryptionKey.arn,
      performanceInsightsRetentionPeriod: 7,
      tags: storeTags(this, props),
      lifecycle: guarded(this),
      dependsOn: [...around.ready],
    });
  }

  private createInstance(props: AuroraDatabaseProps, cluster: RdsCluster, index: number): RdsClusterInstance {
    return new RdsClusterInstance(this, `Instance-${index}`, {
      identifier: `${storeName(this)}-${index}`,
      clusterIdentifier: cluster.id,
      engine: cluster.engine,
      engineVersion: cluster.engineVersion,
      instanceClass: 'db.serverless',
      // 0 and 1 keep the size of the one that writes, so that whoever takes over can carry what it carried
      promotionTier: Math.min(index, 1),
      publiclyAccessible: false,
      caCertIdentifier: DATABASE_AUTHORITY,
      autoMinorVersionUpgrade: true,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.encryptionKey.arn,
      performanceInsightsRetentionPeriod: 7,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
    });
  }
}
