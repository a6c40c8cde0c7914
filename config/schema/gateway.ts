import { z } from 'zod';
import { setting } from './setting';
import { certificateArn, shortName } from './words';

export const gatewaySettings = z.strictObject({
  requestTimeoutSeconds: setting(z.int().min(5).max(3600), {
    description:
      'Seconds an answer may take as a whole. A model that has fallbacks gets less: as much as `failoverSeconds` leaves it.',
    example: 60,
    changing: 'in place',
  }),
  failoverSeconds: setting(z.int().min(5).max(300), {
    description:
      'Seconds after which somebody else answers at the latest, although every model before the last of its fallbacks hangs. Less means that busy models are taken for dead, and long answers of models with fallbacks are cut off.',
    example: 20,
    changing: 'in place',
  }),
  fallbacks: z
    .record(
      shortName,
      setting(z.array(shortName).max(3), {
        description: 'Models that answer when this one does not, in the order they are asked; none may see less than it.',
        example: ['private'],
        changing: 'in place',
      }),
    )
    .optional()
    .meta({
      description:
        'Who answers when a model does not, by its name. Left out, a local model stands in for each cloud model where it may see as much, and nothing for a local one.',
    }),
  sizeRouting: setting(
    z
      .strictObject({
        name: setting(shortName, { description: 'What users call the two.', example: 'auto', changing: 'in place' }),
        small: setting(shortName, { description: 'Model for what is simple.', example: 'private', changing: 'in place' }),
        large: setting(shortName, { description: 'Model for the rest.', example: 'private-large', changing: 'in place' }),
      })
      .optional(),
    {
      description:
        'A name that two models answer together: the small one what is simple, the large one the rest. The gateway decides from the words of the question.',
      example: { name: 'auto', small: 'private', large: 'private-large' },
      changing: 'in place',
    },
  ),
  certificateArn: setting(certificateArn.optional(), {
    description:
      'Certificate for `gateway.<domain>` in the region of the environment. With it the gateway gets an internal load balancer; without it, it is reached inside the cluster only.',
    example: 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'in place',
  }),
});

export type GatewaySettings = z.infer<typeof gatewaySettings>;
