import { z } from 'zod';
import { setting } from './setting';
import { certificateArn } from './words';

export const gatewaySettings = z.strictObject({
  requestTimeoutSeconds: setting(z.int().min(5).max(3600), {
    description: 'Seconds after which a request to a model is given up and tried elsewhere.',
    example: 60,
    changing: 'in place',
  }),
  certificateArn: setting(certificateArn.optional(), {
    description:
      'Certificate for `gateway.<domain>` in the region of the environment. With it the gateway gets an internal load balancer; without it, it is reached inside the cluster only.',
    example: 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'in place',
  }),
});

export type GatewaySettings = z.infer<typeof gatewaySettings>;
