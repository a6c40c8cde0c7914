import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { CACHE_PORT, cacheConnect, cacheName, cacheUser } from '../lib/cache';
import { placeOf } from '../lib/core';
import { GATEWAY_PODS, type GatewayCache } from '../lib/gateway';
import type { IKey } from '../lib/key';
import type { NetworkRule } from '../lib/namespace';
import { GeneratedSecret } from '../lib/secret';
import { Valkey, VALKEY_AUTHORITY, VALKEY_NAMESPACE } from '../lib/valkey';
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
    signIn: 'iam',
    host: data.text('cache_host'),
    name: cacheName(scope),
    user: cacheUser(scope),
    region: placeOf(scope).region,
    statement: cacheConnect(scope),
  };
}

/** A cache in the cluster, and what the gateway needs to sign in to it. */
export function cacheInCluster(
  scope: TerraformStack,
  encryptionKey: IKey,
  namespaceReady: ITerraformDependable,
): CacheInCluster {
  const password = new GeneratedSecret(scope, 'CachePassword', {
    word: 'cache/gateway',
    description: 'the gateway to its cache',
    encryptionKey,
  });
  const valkey = new Valkey(scope, 'Cache', {
    user: 'gateway',
    password,
    encryptionKey,
    callers: { namespace: 'gateway', pods: GATEWAY_PODS },
    dependsOn: [namespaceReady, password.resources.version],
  });
  const use: GatewayCache = { signIn: 'password', user: 'gateway', host: valkey.host, authority: VALKEY_AUTHORITY };
  return { use, password, ready: valkey.ready };
}

/** What the gateway's pods need to reach the cache in the cluster. */
export const TO_CACHE_IN_CLUSTER: NetworkRule = {
  name: 'to-cache',
  direction: 'egress',
  pods: GATEWAY_PODS,
  peers: [{ namespace: VALKEY_NAMESPACE }],
  ports: [{ port: CACHE_PORT }],
};

interface CacheInCluster {
  use: GatewayCache;
  password: GeneratedSecret;
  ready: readonly ITerraformDependable[];
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
