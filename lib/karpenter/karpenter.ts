import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import type { IKey } from '../key';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import { Settle } from '../settle';
import { controllerPolicy } from './controller-policy';
import { InterruptionQueue } from './interruption-queue';

export interface KarpenterProps {
  clusterName: string;
  /** Name and ARN of the role nodes run under; it must have an access entry or belong to a managed group. */
  nodeRole: { name: string; arn: string };
  /** Must let EventBridge use it. */
  encryptionKey: IKey;
  /** Whether AWS is reached through endpoints only: then prices come from the controller's own table. */
  isolatedVpc: boolean;
  /** Whether pods have addresses of a range of their own: one interface of each node then holds none. */
  podsApart: boolean;
}

/** Seconds its nodes get to leave EC2 after the last pool is gone and before the controller goes. */
const DRAIN_SECONDS = 300;

/**
 * Karpenter: starts the nodes that pending pods need. Custom resource definitions are a release of their own, because Helm
 * never upgrades those inside a chart. Runs on the CPU nodes, never on a node of its own.
 *
 * Destroy: whoever depends on `ready` (the pools) goes first, then it waits until EC2 let the nodes go, then the controller.
 */
export class Karpenter extends Construct {
  /** Node pools depend on it. */
  readonly ready: readonly ITerraformDependable[];
  readonly instanceProfileName: string;
  readonly resources: { controller: Release; definitions: Release; instanceProfile: IamInstanceProfile };

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const profile = new IamInstanceProfile(this, 'Profile', {
      name: physicalName(this, 'karpenter-node', 128),
      role: props.nodeRole.name,
    });
    const queue = new InterruptionQueue(this, 'Interruptions', { encryptionKey: props.encryptionKey });
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: 'kube-system',
      serviceAccount: 'karpenter',
      statements: [
        ...controllerPolicy(this, {
          clusterName: props.clusterName,
          nodeRoleArn: props.nodeRole.arn,
          queueArn: queue.arn,
        }),
        { Sid: 'ReadEncryptedQueue', Action: 'kms:Decrypt', Resource: props.encryptionKey.arn },
      ],
    });
    const definitions = installChart(this, 'Definitions', {
      chart: 'karpenter-crd',
      name: 'karpenter-crd',
      namespace: 'kube-system',
      values: {},
      readySeconds: 60,
      kind: 'stateful',
    });
    const controller = installChart(this, 'Controller', {
      chart: 'karpenter',
      name: 'karpenter',
      namespace: 'kube-system',
      values: this.values(props, queue),
      readySeconds: 300,
      kind: 'stateless',
      dependsOn: [definitions, identity.resources.association],
    });
    const drained = new Settle(this, 'Drained', { destroySeconds: DRAIN_SECONDS, dependsOn: [controller] });

    this.ready = [drained.resources.sleep];
    this.instanceProfileName = profile.name;
    this.resources = { controller, definitions, instanceProfile: profile };
  }

  private values(props: KarpenterProps, queue: InterruptionQueue): object {
    return {
      settings: {
        clusterName: props.clusterName,
        interruptionQueue: queue.name,
        isolatedVPC: props.isolatedVpc,
        reservedENIs: props.podsApart ? '1' : '0',
        featureGates: { reservedCapacity: true },
      },
      serviceAccount: { create: true, name: 'karpenter' },
      replicas: 2,
      controller: {
        resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      },
      // the chart insists on one replica a zone; with two CPU nodes in one zone the second would never start
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'karpenter' } },
        },
      ],
    };
  }
}
