import { z } from 'zod';
import { setting } from './setting';
import { cidr, logRetentionDays, subnetId, vpcId, zoneId } from './words';

const existing = z.strictObject({
  vpcId: setting(vpcId, {
    description: 'VPC the platform moves into. `network.cidr` must then say its range.',
    example: 'vpc-0123456789abcdef0',
    changing: 'replaces everything',
  }),
  privateSubnetIds: setting(z.array(subnetId).min(2).max(6), {
    description: 'Subnets for nodes and pods, one per zone, each in another zone, with a route to what the platform pulls.',
    example: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    changing: 'replaces the cluster',
  }),
  dataSubnetIds: setting(z.array(subnetId).min(2).max(6).optional(), {
    description: 'Subnets for databases and caches, one per zone; left out, the private ones serve.',
    example: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    changing: 'replaces everything',
  }),
  publicSubnetIds: setting(z.array(subnetId).min(2).max(6).optional(), {
    description: 'Subnets for internet-facing load balancers, one per zone.',
    example: ['subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
    changing: 'in place',
  }),
});

export const networkSettings = z.strictObject({
  cidr: setting(cidr, {
    description: 'IPv4 range of the VPC, /16 to /20. Split over the zones into private, data and public subnets. Environments and networks that are ever joined need ranges apart.',
    example: '10.40.0.0/16',
    changing: 'replaces everything',
  }),
  zones: setting(z.union([z.int().min(2).max(3), z.array(zoneId).min(2).max(3)]), {
    description: 'Availability zones: how many, or which by zone id. Each adds subnets, endpoints and perhaps a NAT gateway.',
    example: 3,
    changing: 'replaces everything',
  }),
  egress: setting(z.enum(['nat-per-zone', 'single-nat', 'none']), {
    description: 'How nodes reach the internet. `single-nat` stops with its zone; `none` needs every VPC endpoint and mirrored images.',
    example: 'nat-per-zone',
    changing: 'in place',
  }),
  endpoints: setting(z.enum(['gateway-only', 'core', 'all']), {
    description:
      'Which AWS services are reached inside the VPC. `gateway-only`: S3, free. `core`: what carries secrets, images, keys, logs and prompts. `all`: every service the features in use call. Each interface endpoint is billed per zone and hour.',
    example: 'core',
    changing: 'in place',
  }),
  podCidr: setting(cidr.optional(), {
    description: 'Second VPC range from which pods get their addresses, for when the first one is small. From 100.64.0.0/10 as a rule.',
    example: '100.64.0.0/16',
    changing: 'rolls nodes',
  }),
  flowLogRetentionDays: setting(logRetentionDays, {
    description: 'Days VPC flow logs are kept in CloudWatch.',
    example: 365,
    changing: 'in place',
  }),
  existing: existing.optional().meta({ description: 'A VPC the client already has; nothing in it is created or changed.' }),
});

export type NetworkSettings = z.infer<typeof networkSettings>;
