import type { Settings } from '../../config';
import { REGIONS } from '../../facts';
import { fitName } from '../../lib/core';
import type { EnvironmentProps } from '../../stacks';

/** What all stacks of an environment share. */
export function environmentProps(settings: Settings): EnvironmentProps {
  const { environment, client, tier, phase } = settings;
  return {
    descriptor: {
      schemaVersion: 1,
      client,
      environment: environment.name,
      stage: environment.stage,
      tier,
      phase,
      partition: environment.partition,
      region: environment.region,
      account: environment.account,
      owner: settings.owner,
      dataClasses: settings.dataClasses,
      admins: [...adminRoleArns(settings), ...breakGlassArns(settings)],
    },
    place: {
      account: environment.account,
      region: environment.region,
      partition: environment.partition,
      prefix: `${client}-${environment.name}`,
      protectData: environment.deletionProtection === 'on',
      permissionsBoundaryArn: environment.permissionsBoundaryArn,
    },
    tags: {
      ...settings.tags,
      client,
      environment: environment.name,
      tier,
      owner: settings.owner,
      'cost-centre': settings.costCentre,
      'managed-by': 'groundplane',
    },
    state: environment.state,
    deployRoleArn: environment.deployRoleArn,
  };
}

/** Name of the cluster, known before it exists. */
export function clusterName(settings: Settings): string {
  return `${settings.client}-${settings.environment.name}`;
}

/** Number of zones. */
export function zoneCount(settings: Settings): number {
  const { zones, existing } = settings.network;
  return existing?.privateSubnetIds.length ?? (typeof zones === 'number' ? zones : zones.length);
}

/** Zones by id: those the client names, or the first of the region. Empty in a VPC the client owns. */
export function zoneIds(settings: Settings): string[] {
  const { zones, existing } = settings.network;
  if (existing !== undefined) return [];
  return typeof zones === 'number' ? (REGIONS[settings.environment.region]?.zoneIds.slice(0, zones) ?? []) : [...zones];
}

/** Where stores stand: in subnets without a way out, or with the nodes where a client's own VPC has no such subnets. */
export function storeSubnets({ network }: Settings): 'data' | 'private' {
  return network.existing === undefined || (network.existing.dataSubnetIds ?? []).length > 0 ? 'data' : 'private';
}

/** Who administers the cluster: the roles the client names, and the one that deploys. */
export function adminRoleArns(settings: Settings): string[] {
  const { deployRoleArn } = settings.environment;
  return [...new Set([...settings.cluster.admins, ...(deployRoleArn === undefined ? [] : [deployRoleArn])])];
}

/** The role for emergencies, where there is one. */
export function breakGlassArns({ client, cluster, environment }: Settings): string[] {
  const { partition, account, name } = environment;
  if (cluster.breakGlassPrincipalArns.length === 0) return [];
  return [`arn:${partition}:iam::${account}:role/${fitName(`${client}-${name}-break-glass`, 64)}`];
}
