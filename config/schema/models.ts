import { z } from 'zod';
import { PRECISIONS } from '../../facts';
import { modelId, repository, revision } from './catalogue';
import { setting } from './setting';
import { dataClass, name } from './words';

const common = {
  dataClass: setting(dataClass, {
    description: 'Highest class of data that may be sent to this model. Requests of a higher class are never routed to it, not even as a fallback.',
    example: 'confidential',
    changing: 'in place' as const,
  }),
  monthlyTokens: setting(
    z
      .strictObject({
        input: setting(z.int().min(0).max(1e12), {
          description: 'Tokens read a month: prompts, history, documents.',
          example: 50_000_000,
          changing: 'nothing',
        }),
        output: setting(z.int().min(0).max(1e12), {
          description: 'Tokens written a month.',
          example: 10_000_000,
          changing: 'nothing',
        }),
      })
      .optional(),
    {
      description: 'Tokens a month this model is expected to read and write; the estimate uses the default of the tier where nothing is said.',
      example: { input: 50_000_000, output: 10_000_000 },
      changing: 'nothing' as const,
    },
  ),
};

const provider = <P extends string>(name: P): z.ZodLiteral<P> =>
  setting(z.literal(name), {
    description: 'Who serves it: `vllm` or `ollama` on GPUs of the cluster, `bedrock` in the AWS region.',
    example: name,
    changing: 'in place',
  });

const pool = setting(name, {
  description: 'GPU pool it runs in, a name under `gpuPools`.',
  example: 'chat',
  changing: 'in place',
});

const contextTokens = setting(z.int().min(128).max(1_048_576), {
  description: 'Longest conversation, tokens of prompt and answer together. More needs more GPU memory.',
  example: 16_384,
  changing: 'in place',
});

const time = z.string({ error: 'a time in quotes, "08:00"' }).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of the day, "08:00"');

export const vllmModel = z.strictObject({
  provider: provider('vllm'),
  model: setting(modelId, {
    description: 'Model of the catalogue: one of the library, or of your own under `catalogue`.',
    example: 'qwen3-8b',
    changing: 'in place',
  }),
  pool,
  contextTokens,
  precision: setting(z.enum(PRECISIONS), {
    description:
      '`bf16` as published; `fp16` for GPUs without bf16 (T4); `fp8` halves the weights and needs an L4, L40S, H100 or newer to be fast; `int4` (AWQ) a third, at one to three points of quality; `mxfp4` as gpt-oss is published.',
    example: 'bf16',
    changing: 'in place',
  }),
  revision: setting(revision.optional(), {
    description: 'Commit of the weights to serve, in place of the one in the catalogue.',
    example: 'b968826d9c46dd6066d109eabc6255188de91218',
    changing: 'in place',
  }),
  tensorParallel: setting(z.literal([1, 2, 4, 8]).optional(), {
    description:
      'GPUs an engine is split over. Left out, chat models take all GPUs of a node that divide their heads, the others one; the rest of a node is for further engines.',
    example: 4,
    changing: 'in place',
  }),
  nodes: setting(z.int().min(1).max(8).optional(), {
    description:
      'Nodes of the pool an engine is laid over, layer after layer, each with all of its GPUs: for models that no one node holds. Each reads the whole of the weights; they talk over TCP and stand in one zone, and when one goes the engine starts anew. Left out, one.',
    example: 2,
    changing: 'in place',
  }),
  concurrency: setting(z.int().min(1).max(1000).optional(), {
    description: 'Conversations of the full context that must be held at once. Left out, one: the least that starts. Shorter ones are always more.',
    example: 8,
    changing: 'nothing',
  }),
  replicas: setting(z.int().min(1).max(50), {
    description: 'Engines that serve it around the clock.',
    example: 2,
    changing: 'in place',
  }),
  adapters: z
    .record(
      name,
      z
        .strictObject({
          repository: setting(repository, {
            description: 'Where the adapter is published: safetensors and adapter_config.json.',
            example: 'acme/contracts-lora',
            changing: 'in place',
          }),
          revision: setting(revision, {
            description: 'Commit of the adapter.',
            example: '0e9e39f249a16976918f6564b8830bc894c89659',
            changing: 'in place',
          }),
          rank: setting(z.literal([8, 16, 32, 64, 128, 256]), {
            description: 'Rank of the adapter, `r` of its adapter_config.json, or the next of these above it.',
            example: 16,
            changing: 'in place',
          }),
        })
        .meta({ description: 'One LoRA adapter.' }),
    )
    .optional()
    .meta({ description: 'LoRA adapters served beside the model, by the names users call them by; they come from the bucket.' }),
  maxReplicas: setting(z.int().min(1).max(50).optional(), {
    description: 'Engines at most: one more starts when requests queue, and goes after a quarter of an hour without need. Left out, as many as `replicas`.',
    example: 4,
    changing: 'in place',
  }),
  hours: setting(
    z
      .strictObject({
        timezone: setting(
          z.string().regex(/^[A-Z][A-Za-z_+-]+(?:\/[A-Za-z0-9_+-]+)*$/, 'a time zone by its IANA name, "Europe/Berlin"'),
          { description: 'Time zone of the hours, by its IANA name.', example: 'Europe/Berlin', changing: 'in place' },
        ),
        from: setting(time, {
          description: 'When the first engine starts; it answers a node start and a load of weights later.',
          example: '08:00',
          changing: 'in place',
        }),
        to: setting(time, { description: 'When the last one goes, once it has nothing to do.', example: '19:00', changing: 'in place' }),
        days: setting(z.enum(['mon-fri', 'every-day']), {
          description: 'Days on which it runs.',
          example: 'mon-fri',
          changing: 'in place',
        }),
      })
      .optional(),
    {
      description: 'When it runs at all, outside production: at night and at weekends no engine runs and no GPU is paid for. Left out, around the clock.',
      example: { timezone: 'Europe/Berlin', from: '08:00', to: '19:00', days: 'mon-fri' },
      changing: 'in place',
    },
  ),
  ...common,
});

export const ollamaModel = z.strictObject({
  provider: provider('ollama'),
  model: setting(modelId, { description: 'Model of the catalogue that Ollama has too, served 4-bit.', example: 'qwen3-8b', changing: 'in place' }),
  pool,
  contextTokens,
  ...common,
});

export const bedrockModel = z.strictObject({
  provider: provider('bedrock'),
  model: setting(z.string().regex(/^[a-z0-9-]+\.[a-z0-9.:-]+$/, 'a Bedrock model id, "amazon.nova-lite-v1:0"'), {
    description: 'Bedrock model id, without an inference-profile prefix.',
    example: 'amazon.nova-lite-v1:0',
    changing: 'in place',
  }),
  inferenceProfile: setting(z.enum(['us', 'us-gov', 'eu', 'apac', 'global']).optional(), {
    description: 'Cross-region inference profile. Data may then be processed in any region of that area.',
    example: 'eu',
    changing: 'in place',
  }),
  ...common,
});

export const modelSettings = z.discriminatedUnion('provider', [vllmModel, ollamaModel, bedrockModel]);

export type VllmModel = z.infer<typeof vllmModel>;
export type OllamaModel = z.infer<typeof ollamaModel>;
export type BedrockModel = z.infer<typeof bedrockModel>;
export type ModelSettings = z.infer<typeof modelSettings>;
