import { z } from 'zod';
import { RAG_INDEXES } from '../../contract';
import { SEARCH_NODE_TYPES } from '../../facts';
import { setting } from './setting';
import { dataClass, email, shortName, usd } from './words';

const group = z
  .string()
  .regex(/^[\w][\w .:@/-]{0,127}$/, 'the name of a group as the identity provider says it, at most 128 characters');

const source = z.strictObject({
  owner: setting(email, {
    description: 'Who answers for what stands in these documents, and is told when one cannot be read.',
    example: 'hr@example.com',
    changing: 'in place',
  }),
  dataClass: setting(dataClass, {
    description: 'Highest class of data in these documents.',
    example: 'confidential',
    changing: 'in place',
  }),
  readers: setting(z.array(group).min(1).max(50), {
    description:
      'Groups whose members may be answered from these documents, as the identity provider names them; `role:operator` is whoever has a role of the platform, `everybody` whoever is signed in. A document may name fewer, in its metadata or in the pipeline, never more; with `everybody` those it names.',
    example: ['hr', 'management'],
    changing: 'in place',
  }),
  gate: setting(z.enum(['required', 'none']), {
    description:
      'Whether documents are taken in only while the quality gate of this source is green; `none` is for folders that people fill by hand.',
    example: 'required',
    changing: 'in place',
  }),
});

const domain = z.strictObject({
  instanceType: setting(z.enum(['auto', ...SEARCH_NODE_TYPES]), {
    description: 'Type of the data nodes of a domain. `auto`: the smaller, until more than three a zone would be needed.',
    example: 'r7g.xlarge.search',
    changing: 'rolls nodes',
  }),
  nodes: setting(z.union([z.literal('auto'), z.int().min(1).max(40)]), {
    description: 'Data nodes, as many in each zone. `auto`: as many as hold the graphs of the documents twice.',
    example: 6,
    changing: 'rolls nodes',
  }),
  volumeGiB: setting(z.union([z.literal('auto'), z.int().min(20).max(3072)]), {
    description: 'Volume of each data node, gp3. `auto`: the documents twice and half as much again. The service takes a change once in six hours.',
    example: 100,
    changing: 'in place',
  }),
  dedicatedMasters: setting(z.enum(['on', 'off']), {
    description:
      'Whether three nodes only decide who is who, so that a data node under load is not the one that decides. Costs three more nodes.',
    example: 'on',
    changing: 'rolls nodes',
  }),
  serviceLinkedRole: setting(z.enum(['create', 'existing']), {
    description:
      'The role AWS puts network interfaces of domains into a VPC with: one an account, which the first domain of an account needs before it. `existing`: somebody made it, an earlier environment for one.',
    example: 'create',
    changing: 'in place',
  }),
});

const collection = z.strictObject({
  standbyReplicas: setting(z.enum(['on', 'off']), {
    description: 'Whether a vector collection runs a second time in another zone; without, it costs half. Changing it makes another collection, filled anew.',
    example: 'on',
    changing: 'replaces the index',
  }),
  vpcEndpointId: setting(
    z
      .string()
      .regex(/^vpce-[0-9a-f]{8,17}$/, 'the id of an endpoint of OpenSearch Serverless, "vpce-0123456789abcdef0"')
      .optional(),
    {
      description:
        'Endpoint of OpenSearch Serverless that stands in the VPC already: it serves every collection, and a second one would answer for the same names. Its security group is yours.',
      example: 'vpce-0123456789abcdef0',
      changing: 'in place',
    },
  ),
});

const count = (most: number) => z.int().min(1).max(most);

export const ragSettings = z.strictObject({
  index: setting(z.enum(['none', 'auto', ...RAG_INDEXES]), {
    description:
      'Where the vectors of documents lie. `auto`: the cheapest that can carry them, by the table that `groundplane rag` prints. Another kind is another index, filled anew from the documents.',
    example: 'auto',
    changing: 'in place',
  }),
  sources: z
    .record(shortName, source.meta({ description: 'One folder of curated documents, with an owner who answers for it.' }))
    .optional()
    .meta({
      description:
        'Folders of curated documents, by name: what lies under that name in the bucket for documents is taken in.',
    }),
  applications: z
    .record(
      shortName,
      z
        .strictObject({
          owner: setting(email, {
            description: 'Who answers for what the application does with what it reads.',
            example: 'payroll@example.com',
            changing: 'in place',
          }),
          readers: setting(z.array(group).min(1).max(50), {
            description:
              'Labels whose documents it is answered from, whoever sits before it: groups, `role:operator`, `everybody`. What it hands on to whom is its own doing.',
            example: ['hr'],
            changing: 'in place',
          }),
        })
        .meta({ description: 'One application, with a user and a password of its own.' }),
    )
    .optional()
    .meta({
      description:
        'Applications that ask the index themselves, in the database: each has a user, a password in Secrets Manager, and the labels named here. Only where the index is pgvector.',
    }),
  embeddingModel: setting(shortName.optional(), {
    description:
      'Model that turns text into vectors, a name under `models`. It is asked through the gateway, so that cost and rules apply. Another model embeds everything anew, beside what is there until that is whole.',
    example: 'embeddings',
    changing: 'in place',
  }),
  dimensions: setting(count(65_536).optional(), {
    description: 'Length of a vector, where you want to be held to it; it must be what the model answers.',
    example: 1024,
    changing: 'in place',
  }),
  documents: setting(count(1_000_000_000), {
    description: 'Documents that are expected.',
    example: 20_000,
    changing: 'in place',
  }),
  tokensPerDocument: setting(count(1_000_000), {
    description: 'Tokens of an average document; a page has about 500.',
    example: 4000,
    changing: 'in place',
  }),
  chunkTokens: setting(z.int().min(50).max(8192), {
    description: 'Tokens of a piece. At most what the embedding model reads at once. Another size embeds everything anew.',
    example: 400,
    changing: 'in place',
  }),
  chunkOverlapTokens: setting(z.int().min(0).max(4096), {
    description: 'Tokens a piece shares with the one before it, at most half of a piece.',
    example: 50,
    changing: 'in place',
  }),
  tenants: setting(count(10_000), {
    description: 'Bodies of documents that are kept apart, at least one a source.',
    example: 4,
    changing: 'in place',
  }),
  queriesPerSecond: setting(z.number().min(0.01).max(100_000), {
    description: 'Questions in the busiest second.',
    example: 5,
    changing: 'in place',
  }),
  monthlyUsd: setting(usd.optional(), {
    description: 'What the index may cost a month; dearer kinds are out.',
    example: '600',
    changing: 'in place',
  }),
  embeddingMonthlyUsd: setting(usd.optional(), {
    description:
      'US dollars a calendar month (UTC) that filling and asking the index may spend at the gateway, where its embedding model costs by the token. When they are spent, nothing new is taken in and nothing is found until the next month. Left out, limits a minute bound it, and nothing else.',
    example: '100',
    changing: 'in place',
  }),
  accessLabels: setting(z.enum(['document', 'none']), {
    description:
      'Whether each document carries the groups that may read it, and an answer is drawn only from what the one who asks may read.',
    example: 'document',
    changing: 'in place',
  }),
  refreshMinutes: setting(z.literal([15, 30, 60, 120, 240, 480, 1440]), {
    description: 'Minutes between two looks at the documents; changed, new and deleted ones follow then.',
    example: 60,
    changing: 'in place',
  }),
  image: setting(
    z
      .string()
      .regex(
        /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
        'an image by its digest, "111122223333.dkr.ecr.eu-central-1.amazonaws.com/rag@sha256:…"',
      )
      .optional(),
    {
      description:
        'Image of ingestion and search, built from `ingestion/` of the library and pushed to a registry of yours. Without it there is an index and nothing that fills it.',
      example: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}`,
      changing: 'in place',
    },
  ),
  domain: domain.meta({ description: 'Nodes, where the index is a domain of OpenSearch.' }),
  collection: collection.meta({ description: 'Where the index is a vector collection of OpenSearch Serverless.' }),
  recallAt: setting(z.int().min(1).max(100), {
    description: 'How many pieces a question of the evaluation set may bring up to find its source among them.',
    example: 5,
    changing: 'in place',
  }),
  leastRecall: setting(z.number().min(0).max(1), {
    description:
      'Part of the evaluation set that must find its source; below it somebody is told, and a new generation of the index does not replace the old one.',
    example: 0.8,
    changing: 'in place',
  }),
});

export type RagSettings = z.infer<typeof ragSettings>;
