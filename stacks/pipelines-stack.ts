import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';
import { classTag, sourceTag } from '../lib/lake';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { LOADER_PODS, Pipeline, type PipelineProps, type PulledSource } from '../lib/pipeline';
import { placeOf } from '../lib/core';
import { WAREHOUSE_PORT } from '../lib/warehouse';
import type { EnvironmentProps } from './base-stack';
import { Received } from './handover';
import { InClusterStack } from './in-cluster-stack';

export interface PipelinesStackProps extends Pick<
  PipelineProps,
  'clusterName' | 'image' | 'schedule' | 'pullSchedule' | 'runHours' | 'sources'
> {
  /** Databases that are read, each with the range its address is in. */
  pulled: readonly (PulledSource & { network: string })[];
  engine: 'athena' | 'redshift';
  governance: 'iam' | 'lake-formation';
  vpcCidr: string;
}

const NAMESPACE = 'pipelines';

/** What brings data in and holds it against its contracts, by the clock. Changes with every source; the lake does not wait for it. */
export class PipelinesStack extends InClusterStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: PipelinesStackProps) {
    super(scope, 'pipelines', environment, props.clusterName);
    const lake = new Received(this, environment, 'lake');
    const namespace = new Namespace(this, 'Namespace', {
      name: NAMESPACE,
      podSecurity: 'restricted',
      allow: [NETWORK.toHttps, NETWORK.toPodIdentity, ...toDatabases(props), ...toWarehouse(props)],
    });
    if (props.engine === 'redshift') this.openWarehouse(environment, lake);
    new Pipeline(this, 'Pipeline', {
      ...props,
      namespace: NAMESPACE,
      transformerRoleArn: lake.text('transformer_role_arn'),
      ...(props.pulled.length === 0 ? {} : { loaderRoleArn: lake.text('loader_role_arn') }),
      variables: this.variables(props, lake),
      rawBucketName: lake.text('raw_bucket_name'),
      alarmTopicArn: lake.text('alarm_topic_arn'),
      dependsOn: [namespace.ready],
    });
  }

  private variables({ engine, governance }: PipelinesStackProps, lake: Received): Record<string, string> {
    const [curated, artefacts] = [lake.text('curated_bucket_name'), lake.text('artefacts_bucket_name')];
    return {
      GROUNDPLANE_TARGET: engine,
      GROUNDPLANE_ENVIRONMENT: placeOf(this).prefix,
      GROUNDPLANE_CURATED_BUCKET: curated,
      GROUNDPLANE_ARTEFACTS_BUCKET: artefacts,
      GROUNDPLANE_RAW_SCHEMA: lake.text('raw_database_name'),
      GROUNDPLANE_CURATED_SCHEMA: lake.text('curated_database_name'),
      GROUNDPLANE_WORKGROUP: lake.text('pipeline_workgroup_name'),
      GROUNDPLANE_STAGING: `s3://${artefacts}/athena/`,
      GROUNDPLANE_TABLES: `s3://${curated}/tables/`,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      ...(engine === 'redshift'
        ? {
            GROUNDPLANE_WAREHOUSE_HOST: lake.text('warehouse_host'),
            GROUNDPLANE_CURATED_KEY: lake.text('curated_key_arn'),
          }
        : {}),
      ...(governance === 'lake-formation'
        ? { GROUNDPLANE_SOURCE_TAG: sourceTag(this), GROUNDPLANE_CLASS_TAG: classTag(this) }
        : {}),
    };
  }

  private openWarehouse(environment: EnvironmentProps, lake: Received): void {
    new VpcSecurityGroupIngressRule(this, 'WarehouseDoor', {
      securityGroupId: lake.text('warehouse_security_group_id'),
      description: 'the pipeline to the warehouse',
      referencedSecurityGroupId: new Received(this, environment, 'cluster').text('security_group_id'),
      ipProtocol: 'tcp',
      fromPort: WAREHOUSE_PORT,
      toPort: WAREHOUSE_PORT,
    });
  }
}

function toDatabases({ pulled }: PipelinesStackProps): NetworkRule[] {
  return pulled.map(({ name, network, port }) => ({
    name: `to-${name}`,
    direction: 'egress',
    pods: LOADER_PODS,
    peers: [{ cidr: network }],
    ports: [{ port }],
  }));
}

function toWarehouse({ engine, vpcCidr }: PipelinesStackProps): NetworkRule[] {
  return engine === 'athena'
    ? []
    : [{ name: 'to-warehouse', direction: 'egress', peers: [{ cidr: vpcCidr }], ports: [{ port: WAREHOUSE_PORT }] }];
}
