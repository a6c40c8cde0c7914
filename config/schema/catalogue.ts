import { z } from 'zod';
import type { Model } from '../../facts';
import { setting } from './setting';
import { name } from './words';

const REVISION = /^[0-9a-f]{40}$/;

/** A commit, never a branch: what a branch points to tomorrow, nobody has looked at. */
export const revision = z
  .string({ error: 'a commit in quotes, 40 hex digits' })
  .regex(REVISION, 'a commit, 40 hex digits; a branch or tag may point elsewhere tomorrow');

export const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'owner and name on the hub, "acme/assistant-8b"');

/** A setting that changes what is served, without replacing anything. */
const figure = <T extends z.ZodType>(schema: T, description: string, example: unknown): T =>
  setting(schema, { description, example, changing: 'in place' });

const checkpoint = z.strictObject({
  repository: figure(repository, 'Where the weights are published.', 'acme/assistant-8b'),
  revision: figure(
    revision.optional(),
    'Commit of the weights. Outside the smallest tier a model without one is refused.',
    '0e9e39f249a16976918f6564b8830bc894c89659',
  ),
  gated: figure(z.boolean().optional(), 'Whether the hub gives it only to who took its licence, told by a token.', true),
  sizeGiB: figure(
    z.number().positive().max(4096).optional(),
    'GiB in memory, where precisions are mixed and parameters do not tell it.',
    12.8,
  ),
  maxTensorParallel: figure(
    z.int().min(1).max(16).optional(),
    'Most GPUs the blocks of its quantisation can be split over.',
    4,
  ),
});
const weights = (precision: string): z.ZodOptional<typeof checkpoint> =>
  checkpoint.optional().meta({ description: `Weights in ${precision}.` });

const window = z.strictObject({
  tokens: figure(z.int().min(16), 'Tokens such a layer looks back: `sliding_window` of config.json.', 1024),
  layers: figure(z.int().min(1), 'Number of layers with the window.', 40),
});

const kind = <K extends string>(word: K): z.ZodLiteral<K> =>
  figure(
    z.literal(word),
    'How it remembers: `grouped` keeps keys and values of each KV head, `latent` one vector for all (MLA), `encoder` nothing.',
    word,
  );

const attention = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: kind('grouped'),
      kvHeads: figure(z.int().min(1).max(256), '`num_key_value_heads` of config.json.', 8),
      headSize: figure(z.int().min(16).max(1024), '`head_dim` of config.json, or hidden size by heads.', 128),
      window: window.optional().meta({ description: 'Layers that look back a fixed number of tokens.' }),
    }),
    z.strictObject({
      kind: kind('latent'),
      width: figure(z.int().min(16).max(8192), '`kv_lora_rank` and `qk_rope_head_dim` of config.json, added.', 576),
    }),
    z.strictObject({ kind: kind('encoder') }),
  ])
  .meta({ description: 'What a token costs in the cache.' });

const billions = z.number().positive().max(10_000);

const card = z.strictObject({
  purpose: figure(
    z.enum(['chat', 'embedding', 'reranker']),
    'What it answers with: text, vectors or scores.',
    'chat',
  ),
  licence: setting(z.string().min(1).max(100), {
    description: 'Licence of the weights.',
    example: 'Apache-2.0',
    changing: 'nothing',
  }),
  parametersB: figure(billions, 'Parameters in billions, of all experts.', 8.03),
  activeParametersB: figure(
    billions.optional(),
    'Parameters used for one token, in billions, of a mixture of experts.',
    3.3,
  ),
  embeddingParametersB: figure(
    billions,
    'Parameters of input and output embeddings in billions (vocabulary times hidden size, twice where they are not shared); they stay in 16 bit.',
    1.05,
  ),
  layers: figure(z.int().min(1).max(1000), '`num_hidden_layers` of config.json.', 32),
  heads: figure(z.int().min(1).max(1024), '`num_attention_heads` of config.json.', 32),
  attention,
  contextTokens: figure(
    z.int().min(128).max(10_000_000),
    'Longest context it was made for, tokens: `max_position_embeddings` of config.json.',
    32_768,
  ),
  checkpoints: z
    .strictObject({ bf16: weights('bf16'), fp8: weights('fp8'), int4: weights('int4'), mxfp4: weights('mxfp4') })
    .refine((all) => Object.keys(all).length > 0, 'weights of at least one precision')
    .meta({ description: 'Weights by precision.' }),
  lora: figure(z.boolean(), 'Whether vLLM puts LoRA adapters on it.', true),
  dimensions: figure(z.int().min(1).max(16_384).optional(), 'Length of a vector, for embeddings.', 1024),
  ollamaTag: figure(
    z.string().regex(/^[\w./-]+:[\w.-]+$/, 'name and tag, "qwen3:8b"').optional(),
    'Name and tag in the library of Ollama.',
    'qwen3:8b',
  ),
}) satisfies z.ZodType<Model>;

/** A model's id, in the library's catalogue or the client's. */
export const modelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'a name of the catalogue: lower-case letters, digits, dots, dashes');

export const catalogue = z
  .record(name, card.meta({ description: 'One model of your own.' }))
  .meta({ description: 'Models besides those of the library, with the figures of their config.json; named then under `models`.' });
