import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { BACKUP_TAG } from '../backup';
import { BlueprintError, physicalName, placeOf, type Problem } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { GeneratedSecret, type SecretRef } from '../secret';

/** What any PostgreSQL of ours is given, whoever runs it. */
export interface StoreProps {
  vpcId: string;
  /** Subnets of two zones or more. */
  subnetIds: readonly string[];
  encryptionKey: IKey;
  /** Days to which it can be taken back, to the second. */
  backupDays: number;
  /** Days its logs are kept in CloudWatch. */
  logRetentionDays: number;
  /** Highest class of what may lie in it; it stands in its tags. */
  dataClass: DataClass;
}

/** What whoever wants a database in it must know. Never a password. */
export interface IDatabaseStore {
  readonly host: string;
  readonly securityGroupId: string;
}

export const DATABASE_PORT = 5432;
/** PostgreSQL both kinds run; minor versions come by themselves, in the maintenance window. */
export const POSTGRES_MAJOR = '17';
/** User that owns nothing and makes users and databases for others. */
export const MASTER_USER = 'groundplane';
/** In UTC; the backup ends before the maintenance begins. */
export const BACKUP_WINDOW = '02:00-03:00';
export const MAINTENANCE_WINDOW = 'sun:03:30-sun:04:30';

/** What changes in the parameters takes a restart for, and what each says. */
export const PARAMETERS = [
  // 1 already where nobody says anything: a method other than that of the default would be a change AWS never takes
  { name: 'rds.force_ssl', value: '1', applyMethod: 'pending-reboot' },
  { name: 'shared_preload_libraries', value: 'pg_stat_statements,pgaudit', applyMethod: 'pending-reboot' },
  // who made what and who was given what; no statement with data of people in it
  { name: 'pgaudit.log', value: 'ddl,role', applyMethod: 'pending-reboot' },
];

/** Where the credentials of the master user lie; known before they exist. */
export function masterSecret(scope: Construct): SecretRef {
  return { name: `${placeOf(scope).prefix}/${MASTER_WORD}` };
}

const MASTER_WORD = 'database/master';

/** What stands around a database: its network, its log group and the password nobody has seen. */
export class Surroundings extends Construct {
  readonly resources: { securityGroup: SecurityGroup };
  readonly securityGroupId: string;
  readonly subnetGroupName: string;
  /** Group of its log: who made and gave what, who was refused. */
  readonly logGroupName: string;
  /** Of the master user, as an expression that stands in no plan and no state. */
  readonly password: string;
  /** What is there before the database: it would make a log group of its own, without key and without end. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: StoreProps & { logGroupName: string }) {
    super(scope, id);
    BlueprintError.throwIfAny(zoneProblems(props));
    const name = storeName(this);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'the databases; the platform opens the door',
      vpcId: props.vpcId,
    });
    const subnets = new DbSubnetGroup(this, 'Subnets', {
      name,
      description: 'one subnet a zone',
      subnetIds: [...props.subnetIds],
    });
    const logs = new LogGroup(this, 'Logs', {
      name: props.logGroupName,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    this.resources = { securityGroup };
    this.ready = [logs.resources.logGroup];
    this.logGroupName = logs.name;
    this.securityGroupId = securityGroup.id;
    this.subnetGroupName = subnets.name;
    this.password = this.createPassword(props.encryptionKey);
  }

  // read back and not handed on: were the database made in a later run than the secret, it would get another draw
  private createPassword(encryptionKey: IKey): string {
    const { version } = new GeneratedSecret(this, 'Master', {
      word: MASTER_WORD,
      description: 'whoever makes users and databases',
      encryptionKey,
    }).resources;
    const id = version.friendlyUniqueId;
    TerraformStack.of(this).addOverride(`ephemeral.aws_secretsmanager_secret_version.${id}`, {
      secret_id: version.secretId,
      version_id: version.versionId,
    });
    return `\${ephemeral.aws_secretsmanager_secret_version.${id}.secret_string}`;
  }
}

/** Name of an environment's database server. */
export function storeName(scope: Construct): string {
  return physicalName(scope, 'database', 60);
}

/** What says what lies in it, how long, and who backs it up. */
export function storeTags(scope: Construct, { dataClass, backupDays }: StoreProps): Record<string, string> {
  return {
    'data-class': dataClass,
    'retention-days': String(backupDays),
    [BACKUP_TAG]: placeOf(scope).prefix,
  };
}

function zoneProblems({ subnetIds }: StoreProps): Problem[] {
  if (subnetIds.length > 1) return [];
  return [
    {
      code: 'DatabaseZones',
      path: 'subnetIds',
      message: 'has less than two subnets, and AWS asks for two zones',
      fix: 'give one a zone, at least two',
    },
  ];
}
