import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { OpensearchserverlessCollection } from '@cdktf/provider-aws/lib/opensearchserverless-collection';
import { OpensearchserverlessSecurityPolicy } from '@cdktf/provider-aws/lib/opensearchserverless-security-policy';
import { OpensearchserverlessVpcEndpoint } from '@cdktf/provider-aws/lib/opensearchserverless-vpc-endpoint';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { fitName, guarded, jsonText, physicalName, placeOf } from '../core';
import type { IKey } from '../key';

export interface SearchCollectionProps {
  vpcId: string;
  /** Private subnets, one a zone; the endpoint has an interface in each. */
  subnetIds: readonly string[];
  encryptionKey: IKey;
  /** Whether everything that runs does so a second time in another zone. */
  standbyReplicas: 'on' | 'off';
  /** Highest class of what may lie in it. */
  dataClass: DataClass;
  /** Endpoint of OpenSearch Serverless that stands in the VPC already. @default - one is made */
  vpcEndpointId?: string;
  /** Capacity units to search with that were reckoned with. */
  searchUnits: number;
  /** Topic that is told of alarms. */
  alarmTopicArn: string;
}

/** Longest name of a collection, a policy and an endpoint. */
const LONGEST_NAME = 32;

/**
 * A vector collection of Amazon OpenSearch Serverless: reached from one VPC only, through an endpoint of its own.
 *
 * Security: its own key, no way in from the internet, and nobody in it until the consumer writes a data access policy; the security group
 * of the endpoint lets nobody in either. Backed up by the service: a snapshot an hour, kept for 14 days, which nobody can copy away and
 * which is gone with the collection. What is in it is made anew from the documents at any time.
 *
 * ### Cost
 * Two capacity units run with nothing to do, with a standby: _about 350 USD a month in us-east-1_, half without; and an interface of the
 * endpoint in each zone, 7.30 USD a month.
 */
export class SearchCollection extends Construct {
  readonly endpoint: string;
  readonly arn: string;
  readonly name: string;
  /** Of the endpoint; undefined where that was there before. */
  readonly securityGroupId?: string;
  readonly resources: {
    collection: OpensearchserverlessCollection;
    policies: OpensearchserverlessSecurityPolicy[];
    endpoint?: OpensearchserverlessVpcEndpoint;
    alarm: CloudwatchMetricAlarm;
  };

  constructor(scope: Construct, id: string, props: SearchCollectionProps) {
    super(scope, id);
    this.name = fitName(`${placeOf(this).prefix}-rag`, LONGEST_NAME);
    const door = props.vpcEndpointId === undefined ? this.createEndpoint(props) : undefined;
    const policies = [
      this.policy('encryption', { Rules: [this.rule()], AWSOwnedKey: false, KmsARN: props.encryptionKey.arn }),
      this.policy('network', [
        { Rules: [this.rule()], AllowFromPublic: false, SourceVPCEs: [door?.endpoint.id ?? props.vpcEndpointId] },
      ]),
    ];
    const collection = new OpensearchserverlessCollection(this, 'Resource', {
      name: this.name,
      description: 'vectors of documents',
      type: 'VECTORSEARCH',
      standbyReplicas: props.standbyReplicas === 'on' ? 'ENABLED' : 'DISABLED',
      tags: { content: 'vectors', 'data-class': props.dataClass, 'retention-days': 'forever' },
      lifecycle: guarded(this),
      dependsOn: policies,
    });
    this.endpoint = collection.collectionEndpoint;
    this.arn = collection.arn;
    this.securityGroupId = door?.securityGroup.id;
    this.resources = { collection, policies, endpoint: door?.endpoint, alarm: this.createAlarm(props) };
  }

  private createEndpoint({ vpcId, subnetIds }: SearchCollectionProps) {
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: physicalName(this, 'search', 255),
      description: 'the endpoint of the index; its consumer opens the door',
      vpcId,
    });
    const endpoint = new OpensearchserverlessVpcEndpoint(this, 'Endpoint', {
      name: this.name,
      vpcId,
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroup.id],
    });
    return { securityGroup, endpoint };
  }

  private policy(type: 'encryption' | 'network', policy: object): OpensearchserverlessSecurityPolicy {
    return new OpensearchserverlessSecurityPolicy(this, type, { name: this.name, type, policy: jsonText(policy) });
  }

  private rule(): object {
    return { ResourceType: 'collection', Resource: [`collection/${this.name}`] };
  }

  /** It grows by itself, and so does the bill. */
  private createAlarm({ searchUnits, alarmTopicArn }: SearchCollectionProps): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, 'Alarm-SearchOCU', {
      alarmName: physicalName(this, 'search-searchocu', 255),
      alarmDescription: 'collections of this account search with twice the capacity units that were reckoned with',
      namespace: 'AWS/AOSS',
      metricName: 'SearchOCU',
      dimensions: { ClientId: placeOf(this).account },
      statistic: 'Maximum',
      period: 3600,
      evaluationPeriods: 3,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 2 * searchUnits,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopicArn],
    });
  }
}
