import { z } from 'zod';
import { STOPPING_GUARDRAILS } from '../../contract';
import { setting } from './setting';
import { certificateArn, shortName } from './words';

const CACHE_NODE_TYPES = ['cache.t4g.medium', 'cache.m7g.large', 'cache.r7g.large', 'cache.r7g.xlarge'] as const;

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
  replicas: setting(z.int().min(1).max(20), {
    description: 'Copies of the gateway, in different zones. More than one need a cache.',
    example: 2,
    changing: 'in place',
  }),
  cache: setting(z.enum(['none', 'in-cluster', 'elasticache']), {
    description:
      'Where the copies share limits, spent budgets and answers that callers ask to keep. `elasticache`: ElastiCache for Valkey over all zones, encrypted, signed in to with IAM. `in-cluster`: one Valkey in the cluster with a password, TLS and an encrypted volume; while it is away, the gateway refuses what it has to count. `none`: nothing is shared, and nobody has a budget.',
    example: 'elasticache',
    changing: 'in place',
  }),
  cacheNodeType: setting(z.enum(CACHE_NODE_TYPES), {
    description: 'Node type of the cache; one node a zone.',
    example: 'cache.t4g.medium',
    changing: 'in place',
  }),
  cloudGuardrail: setting(z.enum(['on', 'off']), {
    description:
      'Whether calls of Bedrock go through a guardrail that stops prompt attacks and harm, masks personal data and refuses credentials, in questions and answers. A call whose guardrail is away fails. Billed by the character.',
    example: 'on',
    changing: 'in place',
  }),
  guardrails: setting(z.enum(['on', 'off']), {
    description:
      'Whether every request goes through guardrails in the cluster: personal data is masked before a model sees it, attacks on the prompt and credentials in answers are refused. One that is away refuses the request.',
    example: 'on',
    changing: 'in place',
  }),
  escalation: setting(
    z
      .strictObject({
        guardrails: setting(z.array(z.enum(STOPPING_GUARDRAILS)).min(1), {
          description: 'Guardrails whose stops a person looks at.',
          example: ['prompt-attacks'],
          changing: 'in place',
        }),
        reviewers: setting(z.email(), {
          description: 'Address that is told that something waits; it must confirm once.',
          example: 'oversight@acme.example',
          changing: 'in place',
        }),
      })
      .optional(),
    {
      description:
        'Hands requests that a guardrail stopped to a person: a queue with the question, personal data masked, and a mail. The caller is refused and told the number; where the queue is away, the refusal says so. Left out, they are refused and nobody is told.',
      example: { guardrails: ['prompt-attacks'], reviewers: 'oversight@acme.example' },
      changing: 'in place',
    },
  ),
  requestsPerMinute: z
    .record(
      shortName,
      setting(z.int().min(1).max(1_000_000), {
        description: 'Calls a minute this model takes from everybody together; more are refused.',
        example: 600,
        changing: 'in place',
      }),
    )
    .optional()
    .meta({ description: 'Limits of models, by name, counted over all copies of the gateway.' }),
  certificateArn: setting(certificateArn.optional(), {
    description:
      'Certificate for `gateway.<domain>` in the region of the environment. With it the gateway gets an internal load balancer; without it, it is reached inside the cluster only.',
    example: 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'in place',
  }),
});

export type GatewaySettings = z.infer<typeof gatewaySettings>;
