import { RedshiftdataStatement } from '@cdktf/provider-aws/lib/redshiftdata-statement';
import { RedshiftserverlessNamespace } from '@cdktf/provider-aws/lib/redshiftserverless-namespace';
import { RedshiftserverlessUsageLimit } from '@cdktf/provider-aws/lib/redshiftserverless-usage-limit';
import { RedshiftserverlessWorkgroup } from '@cdktf/provider-aws/lib/redshiftserverless-workgroup';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { addressOf, BlueprintError, guarded, physicalName, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';

export interface WarehouseProps {
  vpcId: string;
  /** One a zone, in three zones: what Redshift Serverless asks for. With a way to AWS: the catalogue is asked from within them. */
  subnetIds: readonly string[];
  /** Must let CloudWatch logs use it. */
  encryptionKey: IKey;
  /** Capacity while a query runs, RPUs. */
  baseRpu: number;
  /** Most it may take, RPUs. */
  maxRpu: number;
  /** RPU hours a day after which queries are refused. */
  dailyRpuHours: number;
  /** Highest class of what lies in it. */
  dataClass: DataClass;
  logRetentionDays: number;
  /** Database of the catalogue that holds what came, read from within the warehouse. */
  lakeDatabase: string;
  /** What reading it takes. */
  lakeStatements: readonly Statement[];
  /** Roles of people, each of which reads what it is granted table by table. */
  readerRoles: readonly string[];
}

/** Port of the warehouse. */
export const WAREHOUSE_PORT = 5439;
/** Name of its database. */
export const WAREHOUSE_DATABASE = 'warehouse';
/** Schema the pipeline writes. */
export const WAREHOUSE_SCHEMA = 'curated';
/** Schema through which it sees what came into the lake. A word Redshift keeps for itself: in statements it stands in quotes. */
export const LAKE_SCHEMA = 'raw';
/** Schema what is loaded straight into it comes to. */
export const LANDING_SCHEMA = 'landing';
/** Tag of a session by which Redshift knows which of its roles somebody has. */
export const DATABASE_ROLES_TAG = 'RedshiftDbRoles';

const LOGS = ['userlog', 'connectionlog', 'useractivitylog'] as const;

/**
 * Redshift Serverless: nothing runs and nothing is paid for between queries.
 *
 * Security: a key of its own, TLS only, no public address, all traffic through the VPC, what was asked is logged. Nobody knows
 * the administrator's password: Secrets Manager keeps it. People and programs sign in with IAM and have a role: readers read
 * the tables they are granted, `transformer` makes them, `loader` adds what came. A day's capacity is bounded.
 *
 * ### Cost
 * By RPU and hour while queries run: _8 RPUs, 120 hours a month_ 360 USD; storage 0.024 USD a GB.
 */
export class Warehouse extends Construct {
  readonly name: string;
  readonly host: string;
  readonly arn: string;
  readonly securityGroupId: string;
  /** What it reads the lake with. */
  readonly lakeRole: Role;
  readonly resources: { namespace: RedshiftserverlessNamespace; workgroup: RedshiftserverlessWorkgroup };

  constructor(scope: Construct, id: string, props: WarehouseProps) {
    super(scope, id);
    if (props.subnetIds.length < 3) throw new BlueprintError([TOO_FEW]);
    const lake = new Role(this, 'Lake', {
      word: 'warehouse-lake',
      trust: trustService('redshift.amazonaws.com').map((statement) => ({
        ...statement,
        Principal: { Service: ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'] },
      })),
      statements: props.lakeStatements,
    });
    const namespace = this.createNamespace(props, lake);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: physicalName(this, 'warehouse', 255),
      description: 'the warehouse; each consumer opens its own door',
      vpcId: props.vpcId,
    });
    const wayOut = new VpcSecurityGroupEgressRule(this, 'WayOut', {
      securityGroupId: securityGroup.id,
      description: 'buckets, catalogue and keys of what queries read and unload; the network says how far',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    const workgroup = this.createWorkgroup(props, namespace, securityGroup);
    this.boundSpend(props, workgroup);
    this.grant(props, { namespace, workgroup, before: [wayOut, ...lake.ready] }, lake);
    this.name = workgroup.workgroupName;
    this.host = workgroup.endpoint.get(0).address;
    this.arn = workgroup.arn;
    this.securityGroupId = securityGroup.id;
    this.lakeRole = lake;
    this.resources = { namespace, workgroup };
  }

  private createNamespace(props: WarehouseProps, lake: Role): RedshiftserverlessNamespace {
    const name = physicalName(this, 'warehouse', 64);
    // Redshift makes them itself otherwise, without key and without end
    const groups = LOGS.map(
      (log) =>
        new LogGroup(this, `Logs-${log}`, {
          name: `/aws/redshift/${name}/${log}`,
          retentionDays: props.logRetentionDays,
          encryptionKey: props.encryptionKey,
        }).resources.logGroup,
    );
    return new RedshiftserverlessNamespace(this, 'Resource', {
      namespaceName: name,
      dbName: WAREHOUSE_DATABASE,
      adminUsername: 'platform_owner',
      manageAdminPassword: true,
      adminPasswordSecretKmsKeyId: props.encryptionKey.arn,
      kmsKeyId: props.encryptionKey.arn,
      logExports: [...LOGS],
      iamRoles: [lake.arn],
      defaultIamRoleArn: lake.arn,
      tags: { content: 'warehouse', 'data-class': props.dataClass, 'retention-days': 'forever' },
      lifecycle: guarded(this),
      dependsOn: [...groups, ...lake.ready],
    });
  }

  private createWorkgroup(
    props: WarehouseProps,
    namespace: RedshiftserverlessNamespace,
    securityGroup: SecurityGroup,
  ): RedshiftserverlessWorkgroup {
    return new RedshiftserverlessWorkgroup(this, 'Workgroup', {
      workgroupName: physicalName(this, 'warehouse', 64),
      namespaceName: namespace.namespaceName,
      baseCapacity: props.baseRpu,
      maxCapacity: props.maxRpu,
      enhancedVpcRouting: true,
      publiclyAccessible: false,
      port: WAREHOUSE_PORT,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [securityGroup.id],
      configParameter: Object.entries(CONFIG).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
    });
  }

  private boundSpend({ dailyRpuHours }: WarehouseProps, workgroup: RedshiftserverlessWorkgroup): void {
    new RedshiftserverlessUsageLimit(this, 'Limit', {
      resourceArn: workgroup.arn,
      usageType: 'serverless-compute',
      period: 'daily',
      amount: dailyRpuHours,
      breachAction: 'deactivate',
    });
  }

  /** Roles inside the database; who has which is said by a tag of the session. */
  private grant(
    { lakeDatabase, readerRoles }: WarehouseProps,
    {
      namespace,
      workgroup,
      before: first,
    }: {
      namespace: RedshiftserverlessNamespace;
      workgroup: RedshiftserverlessWorkgroup;
      before: readonly ITerraformDependable[];
    },
    lake: Role,
  ): void {
    const statements: [string, string][] = [
      ['Schema', `create schema if not exists ${WAREHOUSE_SCHEMA}`],
      [
        'LakeSchema',
        `create external schema if not exists "${LAKE_SCHEMA}" from data catalog database '${lakeDatabase}' iam_role '${lake.arn}'`,
      ],
      ['LandingSchema', `create schema if not exists ${LANDING_SCHEMA}`],
      ...['transformer', 'loader', ...readerRoles].map((role): [string, string] => [
        `Role-${role}`,
        `create role ${role}`,
      ]),
      ...readerRoles.map((role): [string, string] => [
        `Sees-${role}`,
        `grant usage on schema ${WAREHOUSE_SCHEMA} to role ${role}`,
      ]),
      ['TransformerMakes', `grant usage, create on schema ${WAREHOUSE_SCHEMA} to role transformer`],
      ['TransformerReads', `grant usage on schema "${LAKE_SCHEMA}" to role transformer`],
      ['TransformerSees', `grant usage on schema ${LANDING_SCHEMA} to role transformer`],
      ['LoaderAdds', `grant usage, create on schema ${LANDING_SCHEMA} to role loader`],
      // of those that come later too
      ['TransformerReadsLanding', `grant select for tables in schema ${LANDING_SCHEMA} to role transformer`],
    ];
    let before = [...first];
    for (const [id, sql] of statements) {
      before = [
        new RedshiftdataStatement(this, id, {
          workgroupName: workgroup.workgroupName,
          database: WAREHOUSE_DATABASE,
          // as the administrator: whoever signs in with IAM alone may make nothing yet
          secretArn: namespace.adminPasswordSecretArn,
          statementName: id,
          sql,
          dependsOn: before,
          // AWS forgets a statement after a day, and the provider would run it again and fail: what exists cannot be made.
          // What is to be said anew gets a name of its own
          lifecycle: { ignoreChanges: 'all', replaceTriggeredBy: [`${addressOf(namespace)}.namespace_id`] },
        }),
      ];
    }
  }
}

/** What people need to ask it without a way into the network: the Data API, for their own statements. */
export function warehouseAsk(workgroupArn: string): Statement[] {
  return [
    {
      Sid: 'AskWarehouse',
      Action: ['redshift-data:BatchExecuteStatement', 'redshift-data:ExecuteStatement'],
      Resource: workgroupArn,
    },
    {
      Sid: 'OwnAnswers',
      Action: [
        'redshift-data:CancelStatement',
        'redshift-data:DescribeStatement',
        'redshift-data:GetStatementResult',
        'redshift-data:ListStatements',
      ],
      Resource: '*',
      // filled in by the Data API, which knows no ARN of a statement; $ for IAM, not for Terraform
      Condition: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '$${aws:userid}' } },
    },
  ];
}

/** What signing in takes; which role one has there is a tag of the session. */
export function warehouseConnect(workgroupArn: string): Statement {
  return {
    Sid: 'SignInToWarehouse',
    Action: ['redshift-serverless:GetCredentials', 'redshift-serverless:GetWorkgroup'],
    Resource: workgroupArn,
  };
}

/**
 * All that a workgroup can be told, since AWS tells all of it: what is not named here would be a change at every plan. What is not
 * ours is as AWS has it. Source: a workgroup made in 2026-07 with nothing said.
 */
const CONFIG = {
  auto_mv: 'true',
  datestyle: 'ISO, MDY',
  enable_case_sensitive_identifier: 'false',
  enable_user_activity_logging: 'true',
  // seconds; what takes longer is a mistake
  max_query_execution_time: '14400',
  query_group: 'default',
  require_ssl: 'true',
  search_path: '$user, public',
  use_fips_ssl: 'false',
};

const TOO_FEW = {
  code: 'WarehouseZones',
  path: 'subnetIds',
  message: 'has less than three subnets; Redshift Serverless asks for three in three zones',
  fix: 'give one a zone, in three zones, or take data.warehouse.engine: athena',
};
