import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { TerraformStack } from 'cdktf';
import { CACHE_PORT, cacheConnect, cacheName, cacheUser } from '../lib/cache';
import { placeOf } from '../lib/core';
import { GATEWAY_PODS, type GatewayCache } from '../lib/gateway';
import type { NetworkRule } from '../lib/namespace';
import type { Received } from './handover';

/** Lets pods of the cluster into the cache of the data stack, and says how the gateway signs in. */
export function openCache(scope: TerraformStack, data: Received, cluster: Received): GatewayCache {
  new VpcSecurityGroupIngressRule(scope, 'CacheDoor', {
    securityGroupId: data.text('cache_security_group_id'),
    description: 'the gateway to its cache',
    referencedSecurityGroupId: cluster.text('security_group_id'),
    ipProtocol: 'tcp',
    fromPort: CACHE_PORT,
    toPort: CACHE_PORT,
  });
  return {
    host: data.text('cache_host'),
    name: cacheName(scope),
    user: cacheUser(scope),
    region: placeOf(scope).region,
    statement: cacheConnect(scope),
  };
}

/** What the gateway's pods need to reach it. */
export function toCache(vpcCidr: string): NetworkRule {
  return {
    name: 'to-cache',
    direction: 'egress',
    pods: GATEWAY_PODS,
    peers: [{ cidr: vpcCidr }],
    ports: [{ port: CACHE_PORT }],
  };
}
