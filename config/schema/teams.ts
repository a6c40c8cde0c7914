import { z } from 'zod';
import { RISK_CLASSES } from '../../contract';
import { setting } from './setting';
import { shortName, usd } from './words';

const day = z.string({ error: 'a day in quotes, "2027-02-01"' }).regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a day in quotes, "2027-02-01"');

/** One team, with an owner who answers for what it spends. */
export const teamSettings = z.strictObject({
  owner: setting(z.string().min(2).max(120), {
    description: 'Who answers for what the team does and spends.',
    example: 'claims@acme.example',
    changing: 'nothing',
  }),
  models: setting(z.array(shortName).min(1, 'at least one model: an empty list would mean none').max(50), {
    description: 'Models the keys of the team may call, names under `models`, and no others.',
    example: ['assistant'],
    changing: 'in place',
  }),
  monthlyUsd: setting(usd, {
    description: 'US dollars a calendar month (UTC) its keys may spend together on models that cost by the token. Calls are refused from there on; those under way are not.',
    example: '500',
    changing: 'in place',
  }),
  requestsPerMinute: setting(z.int().min(1).max(1_000_000), {
    description: 'Calls a minute of all its keys together, counted over all copies of the gateway.',
    example: 120,
    changing: 'in place',
  }),
  tokensPerMinute: setting(z.int().min(100).max(1_000_000_000), {
    description: 'Tokens a minute of all its keys together, counted over all copies of the gateway.',
    example: 200_000,
    changing: 'in place',
  }),
  stopped: setting(z.enum(['no', 'yes']), {
    description: 'The switch that stops a team: with `yes` none of its keys is taken any more, after the apply.',
    example: 'no',
    changing: 'in place',
  }),
  useCase: setting(z.string().min(3).max(120).optional(), {
    description: 'What its keys are for, as it stands in the register of uses of models.',
    example: 'triage of claims',
    changing: 'nothing',
  }),
  riskClass: setting(z.enum(RISK_CLASSES).optional(), {
    description: 'How much harm a wrong answer can do, in the words of the EU AI Act: `high` decides about people and needs `oversight`.',
    example: 'limited',
    changing: 'nothing',
  }),
  oversight: setting(z.string().min(2).max(120).optional(), {
    description: 'The person who oversees what is decided with its answers, and may stop it.',
    example: 'jane.doe@acme.example',
    changing: 'nothing',
  }),
  direct: setting(
    z
      .strictObject({
        tokensPerDay: setting(z.int().min(1000).max(1_000_000_000_000), {
          description: 'Tokens a day, questions and answers, above which the owner of the platform is told. Nothing is refused.',
          example: 5_000_000,
          changing: 'in place',
        }),
        engines: setting(z.enum(['none', 'unguarded']).optional(), {
          description:
            'Whether it may ask its models on vLLM too, with the keys of the team. `unguarded`: no guardrail looks at such a request; the engine holds the key against the models of the team, and tells each request. Ollama knows no keys and is never opened. Engines are started anew by a change. Left out: `none`.',
          example: 'unguarded',
          changing: 'in place',
        }),
      })
      .optional(),
    {
      description:
        'Lets an application of the team call its models without the gateway: a namespace `direct-<team>` whose service account `application` may call those of Bedrock, through the guardrail only, and those on vLLM where `engines` says so. Calls are recorded; budget and limits of the team do not hold there.',
      example: { tokensPerDay: 5_000_000 },
      changing: 'in place',
    },
  ),
  keys: z
    .record(
      shortName,
      z
        .strictObject({
          expires: setting(day, {
            description: 'First day the key is not taken any more. A key is renewed by a second one with another name and a later day.',
            example: '2027-02-01',
            changing: 'in place',
          }),
        })
        .meta({ description: 'One key. AWS draws it; it lies in Secrets Manager as `<client>-<environment>/gateway/keys/<team>/<key>`.' }),
    )
    .meta({ description: 'Keys of the team, by name.' }),
});

export type TeamSettings = z.infer<typeof teamSettings>;
