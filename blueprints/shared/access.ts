import type { Settings } from '../../config';
import { IDENTITY_PROVIDERS, type IdentityProvider } from '../../facts';
import { iamGroup } from '../../lib/access';
import { groupsWith } from '../../lib/access-plan';
import type { ClusterStackProps, ServingStackProps } from '../../stacks';
import { zoneCount } from './environment';

/** IAM roles by the group of Kubernetes they come in as. */
export function groupRoleArns({ cluster }: Settings): Record<string, readonly string[]> {
  const { auditor = [], developer = [], operator = [] } = cluster.access ?? {};
  return Object.fromEntries(
    (
      [
        ['auditor', auditor],
        ['developer', developer],
        ['operator', operator],
      ] as const
    ).flatMap(([right, arns]) => (arns.length === 0 ? [] : [[iamGroup(right), arns]])),
  );
}

/** What is known of the provider people sign in with; nothing where nobody does. */
export function identityProvider({ signIn }: Settings): IdentityProvider | undefined {
  return Object.entries(IDENTITY_PROVIDERS).find(([name]) => name === signIn?.provider)?.[1];
}

/** The provider as the cluster sees it. */
export function clusterIdentityProvider(settings: Settings): ClusterStackProps['identityProvider'] {
  const { signIn } = settings;
  const provider = identityProvider(settings);
  if (signIn === undefined || provider === undefined) return undefined;
  return {
    name: signIn.provider,
    issuer: signIn.issuer,
    clientId: signIn.clusterClientId ?? signIn.clientId,
    userClaim: provider.userClaim,
    groupsClaim: provider.groupsClaim,
  };
}

/** The page people chat on; none where nobody signs in. It asks the index where there is something that answers from it. */
export function chatPageProps(settings: Settings, documents: 'none' | 'index' = 'none'): ServingStackProps['chat'] {
  const { chat, client, environment, groups, signIn } = settings;
  const provider = identityProvider(settings);
  if (chat.page === 'none' || signIn === undefined || provider === undefined) return undefined;
  return {
    replicas: chat.replicas,
    limits: {
      monthlyUsd: chat.monthlyUsd,
      requestsPerMinute: chat.requestsPerMinute,
      tokensPerMinute: chat.tokensPerMinute,
    },
    signIn: {
      title: provider.title,
      issuer: signIn.issuer,
      clientId: signIn.clientId,
      scopes: [...provider.scopes, ...(documents === 'index' ? provider.handedOn(signIn.clientId) : [])],
      groupsClaim: provider.groupsClaim,
      admins: groupsWith('chat', 'admin', groups),
      users: groupsWith('chat', 'user', groups),
    },
    documents,
    clientSecret: { name: `${client}-${environment.name}/sign-in/client-secret` },
    entry:
      chat.certificateArn === undefined
        ? undefined
        : { host: `chat.${environment.domain}`, certificateArn: chat.certificateArn, zones: zoneCount(settings) },
  };
}
