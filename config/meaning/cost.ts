import type { Draft } from '../problems/problem';
import { nearest } from '../problems/nearest';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const costChecks: readonly Check[] = [
  { reads: ['useCases', 'models'], drafts: models },
  { reads: ['useCases'], drafts: apiPrices },
  { reads: ['commitments', 'gpuPools'], drafts: officeHours },
  { reads: ['budget'], drafts: budgetWaiver },
];

/** Tokens of a use case are priced on its model; one that is not there would be priced nowhere. */
function models(settings: Settings): Draft[] {
  const known = Object.keys(settings.models);
  return Object.entries(settings.useCases)
    .filter(([, { model }]) => !known.includes(model))
    .map(([name, { model }]) =>
      draft('UnknownModel', `useCases.${name}.model`, `"${model}" is no model`, `write one of ${known.join(', ')}`, {
        nearest: nearest(model, known),
        expected: known.join(', '),
      }),
    );
}

function apiPrices(settings: Settings): Draft[] {
  return Object.entries(settings.useCases)
    .filter(([, { api, apiPrices }]) => apiPrices !== undefined && api === undefined)
    .map(([name]) =>
      draft('PricesOfNothing', `useCases.${name}.apiPrices`, 'are prices of no model', `say useCases.${name}.api`),
    );
}

function officeHours(settings: Settings): Draft[] {
  const known = Object.keys(settings.gpuPools);
  return (settings.commitments.officeHours?.pools ?? []).flatMap((pool, index) =>
    known.includes(pool)
      ? []
      : [
          draft(
            'UnknownPool',
            `commitments.officeHours.pools[${index}]`,
            `"${pool}" is no pool`,
            known.length === 0 ? 'take it out: there are no GPU pools' : `write one of ${known.join(', ')}`,
            { nearest: nearest(pool, known), expected: known.join(', ') },
          ),
        ],
  );
}

export const costNotices: readonly Check[] = [{ reads: ['useCases', 'models'], drafts: tokensTwice }];

/** Use cases say how much goes through a model better than one figure does, and only one of them can be counted. */
function tokensTwice({ useCases, models }: Settings): Draft[] {
  return Object.entries(models)
    .filter(([, { monthlyTokens }]) => monthlyTokens !== undefined)
    .flatMap(([name]) => {
      const own = Object.entries(useCases).flatMap(([useCase, { model }]) => (model === name ? [useCase] : []));
      if (own.length === 0) return [];
      return [
        draft(
          'TokensNotCounted',
          `models.${name}.monthlyTokens`,
          `is not counted: the estimate takes requests times tokens of ${own.map((each) => `useCases.${each}`).join(', ')}`,
          'take it out, or say the rest as one more use case',
        ),
      ];
    });
}

/** As long as a waiver of a rule may last. */
const MOST_DAYS = 180;
const DAY = 86_400_000;

/** Leave to pass a budget that never ends is a larger budget nobody decided. */
function budgetWaiver({ budget: { waiver } }: Settings, { today }: Context): Draft[] {
  if (waiver === undefined || Date.parse(waiver.expires) - Date.parse(today) <= MOST_DAYS * DAY) return [];
  return [
    draft(
      'WaiverTooLong',
      'budget.waiver.expires',
      `is more than ${MOST_DAYS} days ahead`,
      'write an earlier day, or raise the budget',
    ),
  ];
}
