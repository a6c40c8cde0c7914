import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { arn, placeOf, type Statement } from '../core';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';

export interface ClusterAutoscalerProps {
  clusterName: string;
}

/**
 * The cluster autoscaler: moves managed node groups between their limits, from zero too. It finds the groups by the tags EKS
 * puts on them, and learns labels and taints of an empty group from EKS.
 */
export class ClusterAutoscaler extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    super(scope, id);
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: 'kube-system',
      serviceAccount: 'cluster-autoscaler',
      statements: controllerPolicy(this, props.clusterName),
    });
    const release = installChart(this, 'Resource', {
      chart: 'cluster-autoscaler',
      name: 'cluster-autoscaler',
      namespace: 'kube-system',
      values: {
        fullnameOverride: 'cluster-autoscaler',
        autoDiscovery: { clusterName: props.clusterName },
        awsRegion: placeOf(this).region,
        rbac: { serviceAccount: { create: true, name: 'cluster-autoscaler' } },
        extraArgs: {
          'scale-down-unneeded-time': '10m',
          'skip-nodes-with-local-storage': false,
          expander: 'least-waste',
        },
        resources: { requests: { cpu: '100m', memory: '300Mi' }, limits: { memory: '600Mi' } },
        priorityClassName: 'system-cluster-critical',
      },
      readySeconds: 180,
      kind: 'stateless',
      dependsOn: [identity.resources.association],
    });
    this.ready = [release];
    this.resources = { release };
  }
}

function controllerPolicy(scope: Construct, clusterName: string): Statement[] {
  return [
    {
      Sid: 'Read',
      Action: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      Resource: '*',
    },
    {
      Sid: 'ReadGroups',
      Action: 'eks:DescribeNodegroup',
      Resource: arn(scope, 'eks', `nodegroup/${clusterName}/*/*`),
    },
    {
      Sid: 'ScaleOwn',
      Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      Resource: arn(scope, 'autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*'),
      Condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
    },
  ];
}
