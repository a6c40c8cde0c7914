import type { Construct } from 'constructs';
import { arn, placeOf, type Statement } from '../core';

export interface ControllerPolicyProps {
  clusterName: string;
  nodeRoleArn: string;
  queueArn: string;
}

/**
 * What Karpenter's controller may do: start and stop instances that carry the tags of this cluster, and nothing else.
 * Source: Karpenter's own getting-started policy and its 1.14 requirements, without the instance-profile part: the profile
 * is made by Terraform, so that a closed network needs no route to IAM and nothing is left behind.
 */
export function controllerPolicy(scope: Construct, props: ControllerPolicyProps): Statement[] {
  return [...launch(scope, props.clusterName), ...tagAndDelete(scope, props.clusterName), ...read(scope, props)];
}

function ec2(scope: Construct, ...kinds: string[]): string[] {
  const { partition, region } = placeOf(scope);
  return kinds.map((kind) => `arn:${partition}:ec2:${region}:*:${kind}/*`);
}

function owned(clusterName: string, of: 'RequestTag' | 'ResourceTag'): NonNullable<Statement['Condition']> {
  return {
    StringEquals: { [`aws:${of}/kubernetes.io/cluster/${clusterName}`]: 'owned' },
    StringLike: { [`aws:${of}/karpenter.sh/nodepool`]: '*' },
  };
}

const CREATED = ['fleet', 'instance', 'volume', 'network-interface', 'launch-template', 'spot-instances-request'];

function launch(scope: Construct, clusterName: string): Statement[] {
  return [
    {
      Sid: 'UseWhatIsThere',
      Action: ['ec2:RunInstances', 'ec2:CreateFleet'],
      Resource: ec2(scope, 'image', 'snapshot', 'security-group', 'subnet', 'capacity-reservation', 'placement-group'),
    },
    {
      Sid: 'UseOwnLaunchTemplates',
      Action: ['ec2:RunInstances', 'ec2:CreateFleet'],
      Resource: ec2(scope, 'launch-template'),
      Condition: owned(clusterName, 'ResourceTag'),
    },
    {
      Sid: 'CreateWithTags',
      Action: ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'],
      Resource: ec2(scope, ...CREATED),
      Condition: owned(clusterName, 'RequestTag'),
    },
  ];
}

function tagAndDelete(scope: Construct, clusterName: string): Statement[] {
  const created = owned(clusterName, 'RequestTag');
  return [
    {
      Sid: 'TagAtCreation',
      Action: 'ec2:CreateTags',
      Resource: ec2(scope, ...CREATED),
      Condition: {
        ...created,
        StringEquals: {
          ...created.StringEquals,
          'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'],
        },
      },
    },
    {
      Sid: 'TagOwnInstances',
      Action: 'ec2:CreateTags',
      Resource: ec2(scope, 'instance'),
      Condition: {
        ...owned(clusterName, 'ResourceTag'),
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] },
      },
    },
    {
      Sid: 'DeleteOwn',
      Action: ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      Resource: ec2(scope, 'instance', 'launch-template'),
      Condition: owned(clusterName, 'ResourceTag'),
    },
  ];
}

function read(scope: Construct, props: ControllerPolicyProps): Statement[] {
  const { partition, region } = placeOf(scope);
  return [
    {
      Sid: 'ReadRegion',
      Action: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribePlacementGroups',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'ReadImageIds',
      Action: 'ssm:GetParameter',
      Resource: `arn:${partition}:ssm:${region}::parameter/aws/service/*`,
    },
    { Sid: 'ReadPrices', Action: 'pricing:GetProducts', Resource: '*' },
    // its clean-up of instance profiles lists them all even when it made none
    { Sid: 'ReadProfiles', Action: ['iam:GetInstanceProfile', 'iam:ListInstanceProfiles'], Resource: '*' },
    {
      Sid: 'ReadInterruptions',
      Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      Resource: props.queueArn,
    },
    {
      Sid: 'PassNodeRole',
      Action: 'iam:PassRole',
      Resource: props.nodeRoleArn,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
    // an account that never had a spot instance has no role for them, and the first one fails
    {
      Sid: 'MakeSpotRole',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:${partition}:iam::*:role/aws-service-role/spot.amazonaws.com/*`,
      Condition: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
    },
    { Sid: 'ReadCluster', Action: 'eks:DescribeCluster', Resource: arn(scope, 'eks', `cluster/${props.clusterName}`) },
  ];
}
