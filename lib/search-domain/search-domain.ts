import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import { OpensearchDomain } from '@cdktf/provider-aws/lib/opensearch-domain';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { OPENSEARCH_VERSION } from '../../facts';
import { arn, fitName, guarded, physicalName, placeOf, trustPods, type Statement } from '../core';
import type { IKey } from '../key';
import type { DomainPlan } from '../rag';
import { Role } from '../role';
import { Settle } from '../settle';
import { DomainLogs } from './domain-logs';

export interface SearchDomainProps {
  vpcId: string;
  /** Private subnets, one a zone, at least as many as the plan has zones. */
  subnetIds: readonly string[];
  /** Nodes and their volumes. */
  plan: DomainPlan;
  /** Of volumes and logs; must let log groups use it. */
  encryptionKey: IKey;
  /** Days its logs are kept in CloudWatch. */
  logRetentionDays: number;
  /** Highest class of what may lie in it. */
  dataClass: DataClass;
  /** Whether the role AWS puts interfaces into a VPC with is made here; one an account. */
  serviceLinkedRole: 'create' | 'existing';
  /** Topic that is told of alarms. */
  alarmTopicArn: string;
}

/** Longest name the service takes. */
const LONGEST_NAME = 28;

/**
 * A domain of Amazon OpenSearch Service for vectors: in private subnets, a copy of each piece in another zone.
 *
 * Security: its own key at rest, TLS between nodes and towards whoever asks, and fine-grained access: nobody signs in but as a role of
 * IAM, there is no user with a password, and who may do what inside is said by one role alone, that of the job that prepares it. Its
 * security group lets nobody in; the consumer opens the door and writes the access policy.
 *
 * Backed up by the service: a snapshot an hour, kept for 14 days, in a store of the service’s own and gone with the domain. What is in it
 * is made anew from the documents at any time.
 *
 * ### Cost
 * By node and hour: _three r7g.large.search with 20 GiB each_ about 397 USD a month in us-east-1; three nodes that only decide 296 more.
 */
export class SearchDomain extends Construct {
  readonly endpoint: string;
  readonly arn: string;
  readonly name: string;
  readonly securityGroupId: string;
  readonly masterRoleArn: string;
  readonly auditGroupName: string;
  readonly resources: { domain: OpensearchDomain; alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: SearchDomainProps) {
    super(scope, id);
    const { encryptionKey, logRetentionDays: retentionDays } = props;
    this.name = fitName(`${placeOf(this).prefix}-rag`, LONGEST_NAME);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: physicalName(this, 'search', 255),
      description: 'the index; its consumer opens the door',
      vpcId: props.vpcId,
    });
    const master = new Role(this, 'Master', {
      word: 'search-master',
      trust: trustPods(),
      statements: masterStatements(arn(this, 'es', `domain/${this.name}`)),
    });
    const logs = new DomainLogs(this, 'Logs', { domainName: this.name, encryptionKey, retentionDays });
    const domain = this.createDomain(props, securityGroup, master, logs);
    this.arn = domain.arn;
    this.endpoint = `https://${domain.endpoint}`;
    this.securityGroupId = securityGroup.id;
    this.masterRoleArn = master.arn;
    this.auditGroupName = logs.auditGroupName;
    this.resources = { domain, alarms: this.createAlarms(props) };
  }

  private createDomain(
    props: SearchDomainProps,
    securityGroup: SecurityGroup,
    master: Role,
    logs: DomainLogs,
  ): OpensearchDomain {
    const { plan, subnetIds, encryptionKey, dataClass } = props;
    return new OpensearchDomain(this, 'Resource', {
      domainName: this.name,
      engineVersion: OPENSEARCH_VERSION,
      clusterConfig: cluster(plan),
      ebsOptions: { ebsEnabled: true, volumeType: 'gp3', volumeSize: plan.volumeGiB },
      vpcOptions: { subnetIds: subnetIds.slice(0, plan.zones), securityGroupIds: [securityGroup.id] },
      encryptAtRest: { enabled: true, kmsKeyId: encryptionKey.arn },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      advancedSecurityOptions: {
        enabled: true,
        anonymousAuthEnabled: false,
        internalUserDatabaseEnabled: false,
        masterUserOptions: { masterUserArn: master.arn },
      },
      logPublishingOptions: logs.publishing,
      autoTuneOptions: { desiredState: 'ENABLED', rollbackOnDisable: 'NO_ROLLBACK', useOffPeakWindow: true },
      offPeakWindowOptions: {
        enabled: true,
        offPeakWindow: { windowStartTime: { hours: 1, minutes: 0 } },
      },
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      tags: { content: 'vectors', 'data-class': dataClass, 'retention-days': 'forever' },
      lifecycle: guarded(this),
      timeouts: { create: '90m', update: '180m', delete: '90m' },
      dependsOn: [...master.ready, logs.resources.leave, ...this.serviceLinkedRole(props)],
    });
  }

  private serviceLinkedRole({ serviceLinkedRole }: SearchDomainProps): ITerraformDependable[] {
    if (serviceLinkedRole === 'existing') return [];
    const role = new IamServiceLinkedRole(this, 'ServiceLinkedRole', {
      awsServiceName: 'opensearchservice.amazonaws.com',
    });
    // the provider asks again by the words of an older refusal only
    const known = new Settle(this, 'Known', { createSeconds: 60, dependsOn: [role] });
    return [known.resources.sleep];
  }

  private createAlarms({ plan, alarmTopicArn }: SearchDomainProps): CloudwatchMetricAlarm[] {
    const alarm = (metricName: string, alarmDescription: string, fields: AlarmFields): CloudwatchMetricAlarm =>
      new CloudwatchMetricAlarm(this, `Alarm-${metricName.replace('.', '-')}`, {
        alarmName: physicalName(this, `search-${metricName.toLowerCase().replace('.', '-')}`, 255),
        alarmDescription,
        namespace: 'AWS/ES',
        metricName,
        dimensions: { DomainName: this.name, ClientId: placeOf(this).account },
        statistic: 'Maximum',
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        alarmActions: [alarmTopicArn],
        ...fields,
      });
    return [
      alarm('ClusterStatus.red', 'pieces are out of reach: a shard has no copy that answers', minutely(1, 1)),
      alarm('ClusterIndexWritesBlocked', 'the index takes nothing: disk or memory is full', minutely(1, 5)),
      alarm('FreeStorageSpace', 'less than a quarter of a volume is free: raise rag.domain.volumeGiB', {
        ...minutely(Math.floor((plan.volumeGiB * 1024) / 4), 5),
        statistic: 'Minimum',
        comparisonOperator: 'LessThanThreshold',
      }),
      alarm('JVMMemoryPressure', 'the heap is full: add nodes', minutely(95, 15)),
      alarm('KNNGraphMemoryUsagePercentage', 'graphs fill their memory: add nodes', minutely(90, 15)),
      alarm('AutomatedSnapshotFailure', 'the hourly snapshot failed', minutely(1, 1)),
    ];
  }
}

/** Says who may do what inside of a domain, and neither reads nor writes a piece. */
export function masterStatements(domainArn: string): Statement[] {
  return [
    {
      Sid: 'SayWhoMay',
      Action: 'es:ESHttpPut',
      Resource: ['roles', 'rolesmapping', 'audit'].map((each) => `${domainArn}/_plugins/_security/api/${each}/*`),
    },
  ];
}

interface AlarmFields {
  threshold: number;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  statistic?: string;
  comparisonOperator?: string;
}

function minutely(threshold: number, minutes: number): AlarmFields {
  return { threshold, period: 60, evaluationPeriods: minutes };
}

function cluster({ instanceType, nodes, masters, zones }: DomainPlan) {
  return {
    instanceType,
    instanceCount: nodes,
    ...(zones > 1 ? { zoneAwarenessEnabled: true, zoneAwarenessConfig: { availabilityZoneCount: zones } } : {}),
    ...(masters === undefined
      ? {}
      : {
          dedicatedMasterEnabled: true,
          dedicatedMasterType: masters.instanceType,
          dedicatedMasterCount: masters.nodes,
        }),
  };
}
