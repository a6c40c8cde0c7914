import { z } from 'zod';
import { setting } from './setting';

export const servingSettings = z.strictObject({
  weights: setting(z.enum(['bucket', 'hub']), {
    description:
      'Where engines read weights from when they start: `bucket`, one of your own in the region that a job fills once and each start checks; or `hub`, the public place, at every start. With no way out of the network the bucket is filled by hand.',
    example: 'bucket',
    changing: 'in place',
  }),
  hubAccess: setting(z.enum(['anybody', 'token']), {
    description:
      'Who the hub takes us for: `anybody`, or with `token` somebody who took the licences of the models, whose token is in the secret `<client>-<environment>/models/hub-token` of Secrets Manager, which you make.',
    example: 'token',
    changing: 'in place',
  }),
});

export type ServingSettings = z.infer<typeof servingSettings>;
