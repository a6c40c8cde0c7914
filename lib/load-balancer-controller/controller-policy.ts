import type { Construct } from 'constructs';
import { placeOf, type Statement } from '../core';

/** Tag the controller puts on everything it makes. */
const CLUSTER_TAG = 'elbv2.k8s.aws/cluster';

/**
 * What the AWS load balancer controller may do: read the network, and change what carries its own cluster tag.
 * Source: the controller's published IAM policy, v3, without WAF Classic, Shield and Cognito, which stay off.
 */
export function controllerPolicy(scope: Construct): Statement[] {
  const { partition } = placeOf(scope);
  const balancers = ['targetgroup/*/*', 'loadbalancer/net/*/*', 'loadbalancer/app/*/*'].map(
    (path) => `arn:${partition}:elasticloadbalancing:*:*:${path}`,
  );
  const listeners = [
    'listener/net/*/*/*',
    'listener/app/*/*/*',
    'listener-rule/net/*/*/*',
    'listener-rule/app/*/*/*',
  ].map((path) => `arn:${partition}:elasticloadbalancing:*:*:${path}`);
  return [...read(partition), ...securityGroups(partition), ...loadBalancers(balancers, listeners)];
}

const requested = { Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: 'false' } };
const owned = { Null: { [`aws:ResourceTag/${CLUSTER_TAG}`]: 'false' } };

function read(partition: string): Statement[] {
  return [
    {
      Sid: 'ServiceLinkedRole',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:${partition}:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`,
      Condition: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
    },
    {
      Sid: 'ReadNetwork',
      Action: [
        'acm:DescribeCertificate',
        'acm:ListCertificates',
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeCoipPools',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeIpamPools',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetCoipPoolUsage',
        'ec2:GetSecurityGroupsForVpc',
        'wafv2:GetWebACL',
        'wafv2:GetWebACLForResource',
        'wafv2:AssociateWebACL',
        'wafv2:DisassociateWebACL',
      ],
      Resource: '*',
    },
    ...readBalancers(),
  ];
}

function readBalancers(): Statement[] {
  return [
    {
      Sid: 'ReadBalancers',
      Action: [
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeSSLPolicies',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:DescribeTrustStores',
      ],
      Resource: '*',
    },
  ];
}

function securityGroups(partition: string): Statement[] {
  const group = `arn:${partition}:ec2:*:*:security-group/*`;
  return [
    {
      Sid: 'OpenGroups',
      Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress', 'ec2:CreateSecurityGroup'],
      Resource: '*',
    },
    {
      Sid: 'TagNewGroups',
      Action: 'ec2:CreateTags',
      Resource: group,
      Condition: { ...requested, StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup' } },
    },
    {
      Sid: 'TagOwnGroups',
      Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
      Resource: group,
      Condition: { Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: 'true', [`aws:ResourceTag/${CLUSTER_TAG}`]: 'false' } },
    },
    { Sid: 'DeleteOwnGroups', Action: 'ec2:DeleteSecurityGroup', Resource: '*', Condition: owned },
  ];
}

function loadBalancers(balancers: string[], listeners: string[]): Statement[] {
  return [
    {
      Sid: 'CreateBalancers',
      Action: ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      Resource: '*',
      Condition: requested,
    },
    {
      Sid: 'Listeners',
      Action: [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:SetRulePriorities',
        'elasticloadbalancing:SetWebAcl',
      ],
      Resource: '*',
    },
    ...changeOwn(balancers, listeners),
  ];
}

function changeOwn(balancers: string[], listeners: string[]): Statement[] {
  return [
    {
      Sid: 'TagNew',
      Action: 'elasticloadbalancing:AddTags',
      Resource: balancers,
      Condition: {
        ...requested,
        StringEquals: { 'elasticloadbalancing:CreateAction': ['CreateTargetGroup', 'CreateLoadBalancer'] },
      },
    },
    {
      Sid: 'TagOwn',
      Action: ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
      Resource: balancers,
      Condition: { Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: 'true', [`aws:ResourceTag/${CLUSTER_TAG}`]: 'false' } },
    },
    {
      Sid: 'TagListeners',
      Action: ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
      Resource: listeners,
    },
    {
      Sid: 'ChangeOwn',
      Action: [
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:ModifyCapacityReservation',
        'elasticloadbalancing:ModifyIpPools',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      Resource: '*',
      Condition: owned,
    },
    {
      Sid: 'Targets',
      Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      Resource: balancers.slice(0, 1),
    },
  ];
}
