import type { Construct } from 'constructs';
import type { RagFacts } from '../contract';
import { AlarmTopic } from '../lib/alarm-topic';
import { Key } from '../lib/key';
import { RagStore, type RagStoreProps } from '../lib/rag-store';
import { SearchCollection, type SearchCollectionProps } from '../lib/search-collection';
import { SearchDomain, type SearchDomainProps } from '../lib/search-domain';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';

export interface RagStackProps extends Omit<RagStoreProps, 'alarmTopicArn'> {
  /** What the index is, and what it was chosen from. */
  facts: RagFacts;
  /** Who is told of alarms. */
  email: string;
  /** Where an index of its own stands. */
  network: {
    /** Number of subnets handed over. */
    zones: number;
    /** In subnets without a way out, or with the nodes where a client's own VPC has no such subnets. */
    subnets: 'data' | 'private';
  };
  /** @default - the index is no domain */
  domain?: Pick<SearchDomainProps, 'plan' | 'logRetentionDays' | 'serviceLinkedRole'>;
  /** @default - the index is no collection */
  collection?: Pick<SearchCollectionProps, 'standbyReplicas' | 'vpcEndpointId' | 'searchUnits'>;
}

/** Documents and, where they do not lie in a database, their vectors: before the cluster, because they outlive every one. */
export class RagStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: RagStackProps) {
    super(scope, 'rag', { ...environment, descriptor: { ...environment.descriptor, rag: props.facts } });
    const encryptionKey = new Key(this, 'AlarmKey', {
      word: 'rag-alarms',
      description: 'alarms of the index',
      services: ['alarms', 'events'],
    });
    const topic = new AlarmTopic(this, 'Alarms', { word: 'rag-alarms', encryptionKey, email: props.email });
    const store = new RagStore(this, 'Store', { ...props, alarmTopicArn: topic.arn });
    handOver(this, {
      bucket_name: store.bucket.name,
      bucket_arn: store.bucket.arn,
      bucket_key_arn: store.key.arn,
      ...(store.vectorBucket === undefined ? {} : { vector_bucket_name: store.vectorBucket }),
    });
    if (props.domain !== undefined || props.collection !== undefined) this.createSearch(environment, props, topic.arn);
  }

  private createSearch(environment: EnvironmentProps, props: RagStackProps, alarmTopicArn: string): void {
    const { domain, collection, dataClass } = props;
    const network = new Received(this, environment, 'network');
    const place = {
      vpcId: network.text('vpc_id'),
      subnetIds: network.list(`${props.network.subnets}_subnet_ids`, props.network.zones),
      encryptionKey: new Key(this, 'SearchKey', {
        word: 'search',
        description: 'the index and its logs',
        services: domain === undefined ? [] : ['logs'],
      }),
      dataClass,
      alarmTopicArn,
    };
    if (domain !== undefined) {
      const made = new SearchDomain(this, 'Domain', { ...place, ...domain });
      handOver(this, {
        search_endpoint: made.endpoint,
        search_arn: made.arn,
        search_name: made.name,
        search_security_group_id: made.securityGroupId,
        search_master_role_arn: made.masterRoleArn,
        search_audit_group_name: made.auditGroupName,
        search_shards: String(domain.plan.nodes),
      });
    }
    if (collection !== undefined) {
      const made = new SearchCollection(this, 'Collection', { ...place, ...collection });
      handOver(this, {
        search_endpoint: made.endpoint,
        search_arn: made.arn,
        search_name: made.name,
        ...(made.securityGroupId === undefined ? {} : { search_security_group_id: made.securityGroupId }),
      });
    }
  }
}
