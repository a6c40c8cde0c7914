import { INSTANCE_TYPES, KUBERNETES_VERSIONS, SUPPORT_WARNING_DAYS } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const clusterChecks: readonly Check[] = [
  { reads: ['cluster'], drafts: pastSupport },
  { reads: ['cluster'], drafts: systemNodes },
  { reads: ['cluster', 'environment'], drafts: nobodyGetsIn },
];

export const clusterNotices: readonly Check[] = [{ reads: ['cluster'], drafts: supportEnds }];

function pastSupport({ cluster }: Settings, { today }: Context): Draft[] {
  const calendar = KUBERNETES_VERSIONS[cluster.version];
  if (calendar === undefined || calendar.extendedSupportUntil >= today) return [];
  return [
    draft(
      'VersionPastSupport',
      'cluster.version',
      `"${cluster.version}" has had no support since ${calendar.extendedSupportUntil}; AWS upgrades such clusters by force`,
      `raise it one minor at a time; supported are ${supported(today).join(', ')}`,
      { expected: supported(today).join(', ') },
    ),
  ];
}

function supportEnds({ cluster }: Settings, { today }: Context): Draft[] {
  const calendar = KUBERNETES_VERSIONS[cluster.version];
  if (calendar === undefined || calendar.extendedSupportUntil < today) return [];
  const { standardSupportUntil: until } = calendar;
  const days = daysBetween(today, until);
  if (days > SUPPORT_WARNING_DAYS) return [];
  const cost = 'its control plane costs six times as much';
  const message =
    days < 0
      ? `"${cluster.version}" lost standard support on ${until}: ${cost}`
      : `"${cluster.version}" loses standard support on ${until}, in ${days} days; from then on ${cost}`;
  return [draft('VersionSupportEnds', 'cluster.version', message, 'plan the upgrade, one minor at a time')];
}

function supported(today: string): string[] {
  return Object.entries(KUBERNETES_VERSIONS)
    .filter(([, calendar]) => calendar.extendedSupportUntil >= today)
    .map(([version]) => version);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function systemNodes({ cluster }: Settings): Draft[] {
  const { instanceType, minNodes, maxNodes } = cluster.systemNodes;
  const drafts: Draft[] = [];
  if (minNodes > maxNodes) {
    drafts.push(
      draft(
        'MinAboveMax',
        'cluster.systemNodes.minNodes',
        `${minNodes} is above maxNodes ${maxNodes}`,
        `raise maxNodes to ${minNodes} or lower minNodes`,
      ),
    );
  }
  if (INSTANCE_TYPES[instanceType]?.gpu !== undefined) {
    drafts.push(
      draft(
        'GpuForSystemNodes',
        'cluster.systemNodes.instanceType',
        `${instanceType} has GPUs that nothing on these nodes uses`,
        'take m7i.large, and put GPU types under gpuPools',
      ),
    );
  }
  return drafts;
}

function nobodyGetsIn({ cluster, environment }: Settings): Draft[] {
  if (cluster.admins.length > 0 || environment.deployRoleArn !== undefined) return [];
  return [
    draft(
      'NobodyGetsIn',
      'cluster.admins',
      'names nobody, and no deployRoleArn is said: nobody could reach the cluster, not even to install what runs on it',
      'name the role that deploys, admins: ["arn:aws:iam::111122223333:role/platform-admin"]',
    ),
  ];
}
