import { z } from 'zod';
import { setting } from './setting';
import { cidr, instanceType, keyArn, kubernetesVersion, logRetentionDays, roleArn } from './words';

export const clusterSettings = z.strictObject({
  version: setting(kubernetesVersion, {
    description: 'Kubernetes minor version, in quotes. Raised one minor at a time, never lowered.',
    example: '1.35',
    changing: 'rolls nodes',
  }),
  admins: setting(z.array(roleArn).max(20), {
    description: 'IAM roles with full rights in the cluster. The role that deploys must be one of them, or be `deployRole`: nobody gets in otherwise.',
    example: ['arn:aws:iam::111122223333:role/platform-admin'],
    changing: 'in place',
  }),
  access: z
    .partialRecord(
      z.enum(['operator', 'developer', 'auditor']),
      setting(z.array(roleArn).max(20), {
        description: 'IAM roles that come into the cluster as this platform role: those of permission sets of IAM Identity Center, as a rule.',
        example: ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_0123456789abcdef'],
        changing: 'in place',
      }),
    )
    .optional()
    .meta({ description: 'Who comes into the cluster with an IAM role, and as what. Administrators stand in `admins`.' }),
  breakGlassPrincipalArns: setting(z.array(roleArn).max(10), {
    description:
      'IAM roles that may take on the role `<client>-<environment>-break-glass`, for an hour and saying who they are (`--source-identity`). It has full rights in the cluster, and taking it on is an alarm. None: no such role is made.',
    example: ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_OnCall_0123456789abcdef'],
    changing: 'in place',
  }),
  apiCidrs: setting(z.array(cidr).max(40), {
    description: 'Ranges that may reach the Kubernetes API over the internet. Empty: private only, and whoever deploys must be inside the VPC.',
    example: ['203.0.113.0/24'],
    changing: 'in place',
  }),
  privateApiCidrs: setting(z.array(cidr).max(40), {
    description:
      'Ranges of your own networks that may reach the Kubernetes API at its private address: a VPN, peered networks, the runner that deploys. The range of the VPC itself always may.',
    example: ['10.10.0.0/16'],
    changing: 'in place',
  }),
  serviceCidr: setting(cidr, {
    description: 'Range of Kubernetes service addresses; must overlap neither the VPC nor a network joined to it.',
    example: '172.20.0.0/16',
    changing: 'replaces the cluster',
  }),
  systemNodes: z
    .strictObject({
      instanceType: setting(instanceType, {
        description: 'Instance type of the CPU nodes that carry controllers, gateway and user interfaces.',
        example: 'm7i.large',
        changing: 'rolls nodes',
      }),
      minNodes: setting(z.int().min(1).max(50), {
        description: 'Fewest CPU nodes.',
        example: 2,
        changing: 'in place',
      }),
      maxNodes: setting(z.int().min(1).max(50), {
        description: 'Most CPU nodes.',
        example: 4,
        changing: 'in place',
      }),
    })
    .meta({ description: 'The managed node group without GPUs.' }),
  logRetentionDays: setting(logRetentionDays, {
    description: 'Days the control-plane logs (api, audit, authenticator, controllerManager, scheduler) are kept.',
    example: 365,
    changing: 'in place',
  }),
  kmsKeyArn: setting(keyArn.optional(), {
    description: 'Key for Kubernetes secrets, logs and volumes; left out, one is made. Its policy must let EKS, EC2 Auto Scaling and CloudWatch Logs use it.',
    example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'replaces the cluster',
  }),
});

export type ClusterSettings = z.infer<typeof clusterSettings>;
