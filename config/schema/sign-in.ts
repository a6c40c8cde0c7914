import { z } from 'zod';
import { PLATFORM_ROLES } from '../../contract';
import { IDENTITY_PROVIDER_NAMES, PROVIDERS_WITHOUT_GROUPS } from '../../facts';
import { setting } from './setting';
import { httpsUrl } from './words';

const platformRole = z.enum(PLATFORM_ROLES);

const groupName = z
  .string()
  .regex(/^[A-Za-z0-9/][\w .@:/+-]{0,127}$/, 'a group as the tokens of your provider name it: letters, digits, spaces, dots, dashes, slashes, 1 to 128 characters');

/** The one map of a client's groups. */
export const groups = z
  .record(
    groupName,
    setting(z.union([platformRole, z.array(platformRole).min(1).max(2)]), {
      description:
        'What members are: `admin` changes the platform, `operator` keeps it running, `developer` looks at what runs and has keys of the gateway, `user` chats, `auditor` looks at how everything is set. Two only where neither is above the other.',
      example: 'operator',
      changing: 'in place',
    }),
  )
  .meta({ description: 'Groups of the company, as the tokens of its provider name them, and what their members are, in every tool at once.' });

export type Groups = z.infer<typeof groups>;

export const signInSettings = z.strictObject({
  provider: setting(z.enum([...IDENTITY_PROVIDER_NAMES, ...PROVIDERS_WITHOUT_GROUPS]), {
    description: 'Who tells who people are, by OpenID Connect. It decides how tokens name people and groups.',
    example: 'entra-id',
    changing: 'in place',
  }),
  issuer: setting(httpsUrl, {
    description: 'Address of the issuer, without the part with `.well-known`. AWS must reach it too, for the cluster to take its tokens.',
    example: 'https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000/v2.0',
    changing: 'in place',
  }),
  clientId: setting(z.string().regex(/^[\w.-]{4,128}$/, 'the id of an application: letters, digits, dots, dashes, 4 to 128 characters'), {
    description:
      'Application of the provider the tools are. Its secret is in the secret `<client>-<environment>/sign-in/client-secret` of Secrets Manager, which you make.',
    example: '0a1b2c3d-0000-4000-8000-000000000001',
    changing: 'in place',
  }),
  clusterClientId: setting(z.string().regex(/^[\w.-]{4,128}$/, 'the id of an application: letters, digits, dots, dashes, 4 to 128 characters').optional(), {
    description: 'Application that `kubectl` is, one without a secret; left out, that of the tools.',
    example: '0a1b2c3d-0000-4000-8000-000000000002',
    changing: 'in place',
  }),
});

export type SignInSettings = z.infer<typeof signInSettings>;
