import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';
import { providerOf } from './sign-in';

export const entryChecks: readonly Check[] = [
  { reads: ['entry', 'gateway', 'chat'], drafts: toTheInternet },
  { reads: ['entry', 'network'], drafts: wayIn },
  { reads: ['chat', 'gateway'], drafts: copies },
];

export const entryNotices: readonly Check[] = [
  { reads: ['chat', 'gateway', 'signIn', 'environment', 'teams'], drafts: notReached },
];

/** Who is named in the file, people or teams, and has no address to go to. */
function notReached(settings: Settings): Draft[] {
  const { chat, gateway, environment, teams } = settings;
  const page = chat.page !== 'none' && providerOf(settings) !== undefined;
  const without = (part: 'chat' | 'gateway', what: string): Draft => {
    const host = `${part}.${environment.domain}`;
    return draft(
      'NoWayIn',
      `${part}.certificateArn`,
      `is not said, so ${what} has no load balancer and is reached inside the cluster only: ${host} leads nowhere`,
      `ask ACM in ${environment.region} for a certificate of ${host}, and write its ARN here; then the DNS record (docs/deploy.md)`,
    );
  };
  return [
    ...(page && chat.certificateArn === undefined ? [without('chat', 'the page people chat on')] : []),
    ...(Object.keys(teams).length > 0 && gateway.certificateArn === undefined
      ? [without('gateway', 'the gateway')]
      : []),
  ];
}

function toTheInternet({ entry, gateway, chat }: Settings): Draft[] {
  if (entry.exposure !== 'internet') return [];
  const found: Draft[] = [];
  if (gateway.certificateArn === undefined && chat.certificateArn === undefined) {
    found.push(
      draft(
        'PublicWithoutCertificate',
        'entry.exposure',
        'faces the internet without a certificate',
        'name gateway.certificateArn, chat.certificateArn or both; each gets a load balancer',
      ),
    );
  }
  if (entry.reason === undefined) {
    found.push(
      draft(
        'PublicWithoutReason',
        'entry.exposure',
        'faces the internet, and nobody says why',
        'say entry.reason, or write exposure: internal',
      ),
    );
  }
  return found;
}

function wayIn({ entry, network }: Settings): Draft[] {
  if (entry.exposure !== 'internet') return [];
  const found =
    network.existing === undefined ? network.egress !== 'none' : (network.existing.publicSubnetIds ?? []).length > 0;
  if (found) return [];
  return [
    draft(
      'NoPublicSubnets',
      'entry.exposure',
      'faces the internet, and the network has no public subnets',
      network.existing === undefined
        ? 'write network.egress: single-nat or nat-per-zone, or exposure: internal'
        : 'name network.existing.publicSubnetIds, or write exposure: internal',
    ),
  ];
}

function copies({ chat, gateway }: Settings): Draft[] {
  if (chat.page === 'none' || chat.replicas === 1 || gateway.cache === 'elasticache') return [];
  return [
    draft(
      'ReplicasWithoutCache',
      'chat.replicas',
      `${chat.replicas} copies without a cache to share sessions in would sign people out at every other click`,
      'write gateway.cache: elasticache, or chat.replicas: 1',
    ),
  ];
}
