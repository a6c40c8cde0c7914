import { z } from 'zod';
import { setting } from './setting';
import { certificateArn, usd } from './words';

export const chatSettings = z.strictObject({
  page: setting(z.enum(['open-webui', 'none']), {
    description:
      'The page people chat on: Open WebUI, behind the gateway like every other application. It is made once `signIn` says who people are.',
    example: 'open-webui',
    changing: 'in place',
  }),
  replicas: setting(z.int().min(1).max(10), {
    description: 'Copies of the page, in different zones. More than one need `gateway.cache: elasticache`, in which they share sessions.',
    example: 2,
    changing: 'in place',
  }),
  requestsPerMinute: setting(z.int().min(1).max(1_000_000), {
    description:
      'Calls a minute of the page at the gateway, over all who chat on it; a question is about three of them, with its title and what may be asked next.',
    example: 1200,
    changing: 'in place',
  }),
  tokensPerMinute: setting(z.int().min(100).max(1_000_000_000), {
    description: 'Tokens a minute of the page at the gateway, over all who chat on it.',
    example: 2_000_000,
    changing: 'in place',
  }),
  monthlyUsd: setting(usd.optional(), {
    description:
      'US dollars a calendar month (UTC) all who chat may spend together on models that cost by the token. When they are spent, the page answers nobody until the next month. Left out, limits a minute bound it, and nothing else.',
    example: '2000',
    changing: 'in place',
  }),
  certificateArn: setting(certificateArn.optional(), {
    description:
      'Certificate for `chat.<domain>` in the region of the environment. With it the page gets a load balancer; without it, it is reached inside the cluster only.',
    example: 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'in place',
  }),
});

export type ChatSettings = z.infer<typeof chatSettings>;
