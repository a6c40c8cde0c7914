import { pathText, type PlatformRole } from '../../contract';
import { IDENTITY_PROVIDERS, type IdentityProvider, type IdentityProviderName } from '../../facts';
import { powerOf, rolesOf } from '../../lib/access-plan';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const signInChecks: readonly Check[] = [
  { reads: ['groups'], drafts: twoRoles },
  { reads: ['groups'], drafts: sameGroup },
  { reads: ['signIn', 'groups'], drafts: nobody },
  { reads: ['signIn'], drafts: provider },
  { reads: ['signIn', 'groups'], drafts: groupForm },
  { reads: ['cluster', 'audit'], drafts: unwatched },
];

/** Which of two powers a member has must not hang on the order in which a tool looks. */
function twoRoles({ groups }: Settings): Draft[] {
  return Object.entries(groups).flatMap(([name, said]) => {
    const roles = rolesOf(said);
    const powers = new Set(roles.map(powerOf));
    if (powers.size < 2 && new Set(roles).size === roles.length) return [];
    return [
      draft(
        'GroupTwoRoles',
        pathText(['groups', name]),
        `is ${roles.join(' and ')}, of which one may more than the other`,
        'write one role; who needs both is a member of two groups',
      ),
    ];
  });
}

/** Providers compare names without regard to case, tools with. */
function sameGroup({ groups }: Settings): Draft[] {
  const names = Object.keys(groups);
  return names.flatMap((name, index) => {
    const earlier = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
    if (earlier === undefined) return [];
    return [
      draft(
        'GroupTwice',
        pathText(['groups', name]),
        `is the group "${earlier}" in other letters`,
        'name each group once, spelt as the tokens of your provider spell it',
      ),
    ];
  });
}

function nobody({ signIn, groups }: Settings): Draft[] {
  const roles = Object.values(groups).flatMap(rolesOf);
  if (signIn === undefined) {
    return roles.length === 0
      ? []
      : [
          draft(
            'GroupsOfNobody',
            'groups',
            'are said, but not who tells them: nobody signs in',
            'say signIn: with provider, issuer and clientId',
          ),
        ];
  }
  return (['admin', 'user'] satisfies PlatformRole[])
    .filter((needed) => !roles.some((role) => powerOf(role) >= powerOf(needed)))
    .slice(0, 1)
    .map((needed) =>
      draft(
        'NobodySignsIn',
        'signIn',
        `people can sign in, but no group is ${needed}`,
        `say groups: with the group whose members are ${needed}`,
      ),
    );
}

/** What is known of the provider a client names; nothing of one whose tokens name no groups. */
export function providerOf({ signIn }: Settings): IdentityProvider | undefined {
  return Object.entries(IDENTITY_PROVIDERS).find(([name]) => name === signIn?.provider)?.[1];
}

function provider(settings: Settings): Draft[] {
  const { signIn } = settings;
  if (signIn === undefined) return [];
  const facts = providerOf(settings);
  if (facts === undefined) {
    const those = ['cognito', 'keycloak'] satisfies IdentityProviderName[];
    return [
      draft(
        'ProviderWithoutGroups',
        'signIn.provider',
        `tokens of ${signIn.provider} name no groups`,
        `put it behind ${those.join(' or ')} by SAML, with the groups among its attributes, and name that one here`,
      ),
    ];
  }
  if (facts.issuer.test(signIn.issuer)) return [];
  return [
    draft(
      'OtherIssuer',
      'signIn.issuer',
      `"${signIn.issuer}" is no issuer of ${facts.title}`,
      `write it like ${facts.issuerExample}`,
    ),
  ];
}

function groupForm(settings: Settings): Draft[] {
  const form = providerOf(settings)?.groupForm;
  if (form === undefined) return [];
  return Object.keys(settings.groups)
    .filter((name) => !form.pattern.test(name))
    .map((name) =>
      draft(
        'OtherGroupName',
        pathText(['groups', name]),
        `tokens of ${settings.signIn?.provider} never say "${name}"`,
        `write ${form.meaning}`,
      ),
    );
}

function unwatched({ cluster, audit }: Settings): Draft[] {
  if (cluster.breakGlassPrincipalArns.length === 0 || audit.trail === 'own') return [];
  return [
    draft(
      'BreakGlassUnwatched',
      'cluster.breakGlassPrincipalArns',
      'the trail of the organisation is not read here, so that taking on the role would be no alarm',
      'write audit.trail: own, or keep the emergency role with the trail and name it in cluster.admins',
    ),
  ];
}
