import { MskClusterPolicy } from '@cdktf/provider-aws/lib/msk-cluster-policy';
import { MskServerlessCluster } from '@cdktf/provider-aws/lib/msk-serverless-cluster';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { arn, guarded, physicalName, policyText, type Statement } from '../core';

export interface EventClusterProps {
  vpcId: string;
  /** One a zone, at least two. */
  subnetIds: readonly string[];
  /** Ranges producers come from. */
  producerCidrs: readonly string[];
  /** Highest class of what goes through. */
  dataClass: DataClass;
}

/** Port of clients that sign in with IAM. */
export const EVENT_PORT = 9098;
/** Days MSK Serverless keeps a record where a topic says nothing else. */
const KEPT_DAYS = 7;

/**
 * MSK Serverless: Kafka without brokers to size, signed in to with IAM, encrypted with a key of AWS, which is the only one it takes. Its
 * security group lets in the ranges of the producers. Firehose comes in through a connection of its own.
 *
 * ### Cost
 * By cluster and partition and hour and by volume; the book has no price of it, so the bill says at least.
 */
export class EventCluster extends Construct {
  readonly arn: string;
  readonly securityGroupId: string;
  /** What lets Firehose in: a delivery that is made before it is refused. */
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { cluster: MskServerlessCluster };

  constructor(scope: Construct, id: string, props: EventClusterProps) {
    super(scope, id);
    const name = physicalName(this, 'events', 64);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'events of sources',
      vpcId: props.vpcId,
    });
    for (const cidrIpv4 of new Set(props.producerCidrs)) {
      new VpcSecurityGroupIngressRule(this, `Producers-${cidrIpv4.replaceAll(/[./]/g, '-')}`, {
        securityGroupId: securityGroup.id,
        description: 'producers of events, signed in with IAM',
        cidrIpv4,
        ipProtocol: 'tcp',
        fromPort: EVENT_PORT,
        toPort: EVENT_PORT,
      });
    }
    const cluster = new MskServerlessCluster(this, 'Resource', {
      clusterName: name,
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfig: [{ subnetIds: [...props.subnetIds], securityGroupIds: [securityGroup.id] }],
      tags: { content: 'events', 'data-class': props.dataClass, 'retention-days': String(KEPT_DAYS) },
      lifecycle: guarded(this),
    });
    const policy = new MskClusterPolicy(this, 'Policy', {
      clusterArn: cluster.arn,
      // no condition, as in the guide of Firehose, which does not say that it fills one in: a connection reads nothing by itself,
      // and whoever has one signs in with a role that must be allowed to
      policy: policyText([
        {
          Sid: 'FirehoseConnects',
          Principal: { Service: 'firehose.amazonaws.com' },
          Action: 'kafka:CreateVpcConnection',
          Resource: cluster.arn,
        },
      ]),
    });
    this.arn = cluster.arn;
    this.securityGroupId = securityGroup.id;
    this.ready = [policy];
    this.resources = { cluster };
  }

  /** What writing a topic takes, and making it before the first record. */
  writeStatements(topic: string): Statement[] {
    return [
      {
        Sid: 'Connect',
        Action: [
          'kafka:DescribeClusterV2',
          'kafka:GetBootstrapBrokers',
          'kafka-cluster:Connect',
          'kafka-cluster:DescribeCluster',
          'kafka-cluster:WriteDataIdempotently',
        ],
        Resource: this.arn,
      },
      {
        Sid: 'WriteTopic',
        Action: [
          'kafka-cluster:CreateTopic',
          'kafka-cluster:DescribeTopic',
          'kafka-cluster:DescribeTopicDynamicConfiguration',
          'kafka-cluster:WriteData',
        ],
        Resource: this.topicArn(topic),
      },
    ];
  }

  private topicArn(topic: string): string {
    return arn(this, 'kafka', `topic/${physicalName(this, 'events', 64)}/*/${topic}`);
  }

  /** What reading a topic takes. */
  readStatements(topic: string): Statement[] {
    const name = physicalName(this, 'events', 64);
    return [
      {
        Sid: 'Connect',
        Action: [
          'kafka:DescribeCluster',
          'kafka:DescribeClusterV2',
          'kafka:GetBootstrapBrokers',
          'kafka-cluster:Connect',
          'kafka-cluster:DescribeCluster',
        ],
        Resource: this.arn,
      },
      {
        Sid: 'ReadTopic',
        Action: [
          'kafka-cluster:DescribeTopic',
          'kafka-cluster:DescribeTopicDynamicConfiguration',
          'kafka-cluster:ReadData',
        ],
        Resource: this.topicArn(topic),
      },
      {
        Sid: 'KeepPlace',
        Action: ['kafka-cluster:DescribeGroup'],
        Resource: arn(this, 'kafka', `group/${name}/*/*`),
      },
    ];
  }
}
