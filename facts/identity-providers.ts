/** How a company's identity provider tells who somebody is. */
export interface IdentityProvider {
  /** What people call it. */
  title: string;
  /** Claim of its tokens that lists groups. */
  groupsClaim: string;
  /** Claim that names a person for ever. */
  userClaim: string;
  /** What a program asks it for; groups come by a setting of the provider where no scope is for them. */
  scopes: readonly string[];
  /** Claim of an access token that names the program it was issued to. @default - it is meant for the program, and says so as its audience */
  clientClaim?: string;
  /** What a program asks for besides, to hand on who asks: tokens it can renew, and that others can hold against its keys. */
  handedOn: (clientId: string) => readonly string[];
  /** Form of its issuers. A domain of the company's own may stand in front of Okta and Keycloak. */
  issuer: RegExp;
  issuerExample: string;
  /** Form in which its tokens name a group, with what to say of it. @default - any name */
  groupForm?: { pattern: RegExp; meaning: string };
}

/** Providers whose tokens name no groups. They stand behind Cognito or Keycloak, which take SAML of both. */
export const PROVIDERS_WITHOUT_GROUPS = ['google', 'identity-center'] as const;

/**
 * Providers of OpenID Connect that put groups into their tokens.
 *
 * Sources, read 2026-11: Microsoft identity platform "ID token claims" and "Configure group claims"; Okta "Customize tokens with a
 * groups claim"; Keycloak server administration guide, group membership mapper; Amazon Cognito "Understanding the ID token". Access
 * tokens: Cognito "Understanding the access token" (`client_id`, groups, no audience) and Microsoft "Access tokens" (one for Microsoft
 * Graph cannot be held against published keys, one of version 2 for the program itself can and has its client id as audience), read
 * 2026-11. That Keycloak says `azp` and Okta `cid`, and that `<client>/.default` gives a token for the program itself, was not read again; the service of the
 * index is tried with tokens made in these forms, and with none a provider made.
 */
export const IDENTITY_PROVIDERS = {
  'entra-id': {
    title: 'Microsoft Entra ID',
    groupsClaim: 'groups',
    userClaim: 'oid',
    scopes: ['openid', 'email', 'profile'],
    handedOn: (clientId) => ['offline_access', `${clientId}/.default`],
    issuer: /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/[0-9a-f-]{36}\/v2\.0$/,
    issuerExample: 'https://login.microsoftonline.com/<tenant id>/v2.0',
    groupForm: {
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      meaning: 'the object id of a group, not its name',
    },
  },
  okta: {
    title: 'Okta',
    groupsClaim: 'groups',
    userClaim: 'sub',
    scopes: ['openid', 'email', 'profile', 'groups'],
    clientClaim: 'cid',
    handedOn: () => ['offline_access'],
    issuer: /^https:\/\/[a-z0-9.-]+(?:\/oauth2\/[\w-]+)?$/,
    issuerExample: 'https://acme.okta.com/oauth2/default',
  },
  keycloak: {
    title: 'Keycloak',
    groupsClaim: 'groups',
    userClaim: 'sub',
    scopes: ['openid', 'email', 'profile'],
    clientClaim: 'azp',
    handedOn: () => [],
    issuer: /^https:\/\/[a-z0-9.:-]+(?:\/[\w-]+)*\/realms\/[\w.-]+$/,
    issuerExample: 'https://sso.acme.example/realms/acme',
  },
  cognito: {
    title: 'Amazon Cognito',
    groupsClaim: 'cognito:groups',
    userClaim: 'sub',
    scopes: ['openid', 'email', 'profile'],
    clientClaim: 'client_id',
    handedOn: () => [],
    issuer: /^https:\/\/cognito-idp(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[a-z0-9-]+_[A-Za-z0-9]+$/,
    issuerExample: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
  },
} as const satisfies Record<string, IdentityProvider>;

export type IdentityProviderName = keyof typeof IDENTITY_PROVIDERS;
export const IDENTITY_PROVIDER_NAMES = Object.keys(IDENTITY_PROVIDERS) as [
  IdentityProviderName,
  ...IdentityProviderName[],
];
