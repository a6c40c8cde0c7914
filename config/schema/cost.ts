import { z } from 'zod';
import { setting } from './setting';
import { instanceType, shortName, usd } from './words';

const percent = z.int().min(0).max(100);
/** Money that may be nothing, `0` for an hour that is paid up front. */
const usdOrNothing = z
  .string({ error: 'US dollars in quotes, "0.35"' })
  .regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'US dollars in quotes, "0.35"');

const quantity = z.int().min(0).max(1e12);
const figure = z.union([
  quantity,
  z
    .strictObject({
      low: setting(quantity, { description: 'At least, a month.', example: 20_000, changing: 'nothing' }),
      expected: setting(quantity, { description: 'As planned, a month.', example: 60_000, changing: 'nothing' }),
      high: setting(quantity, { description: 'At most, a month.', example: 120_000, changing: 'nothing' }),
    })
    .refine(({ low, expected, high }) => low <= expected && expected <= high, 'low, expected and high in that order'),
]);

const apiPrices = z.strictObject({
  input: setting(usdOrNothing, {
    description: 'US dollars per million tokens read, in quotes.',
    example: '0.25',
    changing: 'nothing',
  }),
  cachedInput: setting(usdOrNothing.optional(), {
    description: 'US dollars per million tokens read from the cache of the provider; left out, as dear as other input.',
    example: '0.025',
    changing: 'nothing',
  }),
  output: setting(usdOrNothing, {
    description: 'US dollars per million tokens written, in quotes.',
    example: '2',
    changing: 'nothing',
  }),
});

/** One thing people do with the platform, as its owner answers for it. */
export const useCaseSettings = z.strictObject({
  owner: setting(z.string().min(2).max(120), {
    description: 'Who answers for the use case: a person or a team.',
    example: 'claims@acme.example',
    changing: 'nothing',
  }),
  kpi: setting(z.string().min(3).max(200), {
    description: 'What its success is measured by, with the unit.',
    example: 'minutes from question to answer, per claim',
    changing: 'nothing',
  }),
  model: setting(shortName, {
    description: 'Model that answers it, a name under `models`. Tokens and GPU hours of that model are shared out among its use cases.',
    example: 'assistant',
    changing: 'nothing',
  }),
  requestsPerMonth: setting(figure, {
    description: 'Requests a month: one figure, or low, expected and high.',
    example: { low: 20_000, expected: 60_000, high: 120_000 },
    changing: 'nothing',
  }),
  inputTokens: setting(z.int().min(1).max(2_000_000), {
    description: 'Tokens read by one request on average: instructions, history, documents and the question.',
    example: 2500,
    changing: 'nothing',
  }),
  cachedPercent: setting(percent, {
    description: 'Part of the input that repeats and is read from a cache, per cent.',
    example: 40,
    changing: 'nothing',
  }),
  outputTokens: setting(z.int().min(0).max(200_000), {
    description: 'Tokens written by one request on average.',
    example: 350,
    changing: 'nothing',
  }),
  peakFactor: setting(z.int().min(1).max(100), {
    description: 'How many times the average hour of the month the busiest hour is. Replicas are counted for the peak.',
    example: 6,
    changing: 'nothing',
  }),
  growthPercent: setting(z.int().min(-50).max(100), {
    description: 'Growth of requests from month to month, per cent, compounded over three years.',
    example: 3,
    changing: 'nothing',
  }),
  secondsSaved: setting(z.int().min(0).max(86_400), {
    description: 'Seconds of work one request saves who has adopted it.',
    example: 180,
    changing: 'nothing',
  }),
  hourlyUsd: setting(usdOrNothing, {
    description: 'What an hour of that work costs with everything, US dollars in quotes.',
    example: '65',
    changing: 'nothing',
  }),
  adoptionPercent: setting(percent, {
    description: 'Part of the requests whose saving is real: asked by people who changed how they work.',
    example: 50,
    changing: 'nothing',
  }),
  moneyAtRiskUsd: setting(usd.optional(), {
    description: 'What stands to be lost a month if the use case fails or is wrong, US dollars in quotes.',
    example: '25000',
    changing: 'nothing',
  }),
  api: setting(z.string().regex(/^(openai|anthropic|google|bedrock)\/[a-z0-9.:-]+$/, 'a price of the book, "openai/gpt-5-mini"').optional(), {
    description: 'Cloud model the same requests go to today, or would go to: what a private model is compared with.',
    example: 'openai/gpt-5-mini',
    changing: 'nothing',
  }),
  apiPrices: setting(apiPrices.optional(), {
    description: 'Prices the gateway charges for that cloud model, where they differ from the price book.',
    example: { input: '0.25', output: '2' },
    changing: 'nothing',
  }),
});

/** What holds for every comparison of an API with a model of one's own. */
export const comparisonSettings = z.strictObject({
  buildUsd: setting(usdOrNothing, {
    description: 'Paid once before the first private answer: build and migration, US dollars in quotes.',
    example: '40000',
    changing: 'nothing',
  }),
  peopleUsd: setting(usdOrNothing, {
    description: 'People who run private models, US dollars a month in quotes.',
    example: '6000',
    changing: 'nothing',
  }),
  discountPercent: setting(percent, {
    description: 'What money of next year is worth less, per cent a year; the three-year saving is shown plain and with it.',
    example: 8,
    changing: 'nothing',
  }),
  targetLoadPercent: setting(z.int().min(10).max(100), {
    description: 'Part of a measured throughput that is planned with at the peak, so that answers stay quick.',
    example: 65,
    changing: 'nothing',
  }),
  minReplicas: setting(z.int().min(1).max(10), {
    description: 'Engines a private model runs at least, so that one may fail.',
    example: 2,
    changing: 'nothing',
  }),
});

const years = z.literal([1, 3]);

const savingsPlan = z
  .strictObject({
    kind: setting(z.enum(['compute', 'ec2-instance']), {
      description: '`compute` covers every family, `ec2-instance` one.',
      example: 'compute',
      changing: 'nothing',
    }),
    family: setting(z.string().regex(/^[a-z][a-z0-9-]{1,11}$/, 'an instance family, "g6e"').optional(), {
      description: 'Instance family of an `ec2-instance` plan.',
      example: 'g6e',
      changing: 'nothing',
    }),
    years: setting(years, { description: 'Term, years.', example: 1, changing: 'nothing' }),
    hourlyUsd: setting(usd, {
      description: 'Committed US dollars an hour, in quotes; due for every hour, used or not.',
      example: '1.50',
      changing: 'nothing',
    }),
    ratePercent: setting(z.int().min(1).max(100).optional(), {
      description: 'Part of the list price paid under the plan, per cent; left out, what was measured on families other than P.',
      example: 73,
      changing: 'nothing',
    }),
  })
  .refine(({ kind, family }) => (kind === 'ec2-instance') === (family !== undefined), 'a family with kind ec2-instance, and only there');

const reservation = z.strictObject({
  instanceType: setting(z.union([instanceType, z.string().regex(/^(cache|db)\.[a-z0-9]+\.[a-z0-9]+$/, 'an instance type, "g6e.xlarge" or "cache.t4g.small"')]), {
    description: 'Type that is reserved.',
    example: 'g6e.xlarge',
    changing: 'nothing',
  }),
  count: setting(z.int().min(1).max(1000), { description: 'How many.', example: 2, changing: 'nothing' }),
  years: setting(years, { description: 'Term, years.', example: 1, changing: 'nothing' }),
  upfrontUsd: setting(usdOrNothing, {
    description: 'Paid at once for all of them, US dollars in quotes; spread over the months of the term.',
    example: '0',
    changing: 'nothing',
  }),
  hourlyUsd: setting(usdOrNothing, {
    description: 'Each, US dollars an hour in quotes; "0" where all is paid at once.',
    example: '1.17',
    changing: 'nothing',
  }),
});

/** Money promised to AWS ahead of use. */
export const commitmentSettings = z.strictObject({
  savingsPlans: setting(z.array(savingsPlan).max(20), {
    description: 'Savings plans that cover this environment.',
    example: [{ kind: 'compute', years: 1, hourlyUsd: '1.50' }],
    changing: 'nothing',
  }),
  reservations: setting(z.array(reservation).max(50), {
    description: 'Reserved instances that cover this environment.',
    example: [{ instanceType: 'g6e.xlarge', count: 2, years: 1, upfrontUsd: '0', hourlyUsd: '1.17' }],
    changing: 'nothing',
  }),
  discountPercent: setting(percent, {
    description: 'Discount of an enterprise agreement on the whole bill, per cent.',
    example: 6,
    changing: 'nothing',
  }),
  officeHours: setting(
    z
      .strictObject({
        pools: setting(z.array(shortName).min(1).max(20), {
          description: 'GPU pools that have no nodes outside the hours; whoever scales them must see to that.',
          example: ['large'],
          changing: 'nothing',
        }),
        hoursPerWeek: setting(z.int().min(1).max(168), {
          description: 'Hours a week they are on, of 168.',
          example: 60,
          changing: 'nothing',
        }),
      })
      .optional(),
    {
      description: 'GPU pools that are off at night and at weekends.',
      example: { pools: ['large'], hoursPerWeek: 60 },
      changing: 'nothing',
    },
  ),
});

export type UseCaseSettings = z.infer<typeof useCaseSettings>;
export type ComparisonSettings = z.infer<typeof comparisonSettings>;
export type CommitmentSettings = z.infer<typeof commitmentSettings>;
