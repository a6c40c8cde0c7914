import { PROGRAM_PREFIX, reached, type Tier } from '../../contract';
import { purposeOf } from '../../facts';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

/** Days a key lives at most. */
const LONGEST: Readonly<Record<Tier, number>> = { smb: 365, 'mid-market': 90, enterprise: 90 };
const DAY = 86_400_000;

export const teamChecks: readonly Check[] = [
  { reads: ['teams', 'models', 'gateway', 'phase'], drafts: unknownModels },
  { reads: ['teams', 'chat', 'rag', 'gateway'], drafts: countedNowhere },
  { reads: ['teams', 'tier'], drafts: keyDays },
  { reads: ['teams'], drafts: withoutKeys },
  { reads: ['teams'], drafts: reserved },
  { reads: ['teams', 'models', 'gateway'], drafts: directToNobody },
];

function unknownModels({ teams, models, gateway, phase }: Settings): Draft[] {
  const offered = Object.entries(models)
    .filter(([, model]) => model.provider === 'bedrock' || reached(phase, 'day-60'))
    .map(([name]) => name);
  const known = [...offered, ...(gateway.sizeRouting === undefined ? [] : [gateway.sizeRouting.name])];
  return Object.entries(teams).flatMap(([name, team]) =>
    team.models.flatMap((model, index) =>
      known.includes(model)
        ? []
        : [
            draft(
              'UnknownModel',
              `teams.${name}.models[${index}]`,
              `"${model}" is no model of this phase`,
              `write one of ${known.join(', ')}`,
              { nearest: nearest(model, known), expected: known.join(', ') },
            ),
          ],
    ),
  );
}

function countedNowhere({ teams, chat, rag, gateway }: Settings): Draft[] {
  const none =
    Object.keys(teams).length === 0 && chat.monthlyUsd === undefined && rag.embeddingMonthlyUsd === undefined;
  if (none || gateway.cache !== 'none') return [];
  return [
    draft(
      'BudgetWithoutCache',
      'gateway.cache',
      'what teams, the chat page or the index spend is counted in a cache, and there is none: each start would forget it',
      'write cache: elasticache; in smb, in-cluster does',
    ),
  ];
}

function keyDays({ teams, tier }: Settings, { today }: Context): Draft[] {
  const keys = Object.entries(teams).flatMap(([team, { keys: named }]) =>
    Object.entries(named).map(([key, { expires }]) => ({ path: `teams.${team}.keys.${key}.expires`, expires })),
  );
  return keys.flatMap(({ path, expires }): Draft[] => {
    const days = Math.round((Date.parse(expires) - Date.parse(today)) / DAY);
    if (!Number.isFinite(days) || new Date(expires).toISOString().slice(0, 10) !== expires)
      return [draft('UnknownDay', path, `${expires} is no day`, 'write one of the calendar')];
    if (days <= 0) {
      return [draft('ExpiredKey', path, `${expires} is over`, 'take the key out, and give a new one another name')];
    }
    if (days <= LONGEST[tier]) return [];
    const fix = `write a day within ${LONGEST[tier]} days`;
    return [draft('KeyTooLong', path, `is ${days} days from now; keys of ${tier} live ${LONGEST[tier]} at most`, fix)];
  });
}

/** A team that nobody can speak for. */
function withoutKeys({ teams }: Settings): Draft[] {
  return Object.entries(teams)
    .filter(([, { keys }]) => Object.keys(keys).length === 0)
    .map(([name]) => draft('TeamWithoutKeys', `teams.${name}.keys`, 'has no key', 'name one, with the day it expires'));
}

/** A team that the platform has for a program of its own. */
function reserved({ teams }: Settings): Draft[] {
  return Object.keys(teams)
    .filter((name) => name.startsWith(PROGRAM_PREFIX))
    .map((name) =>
      draft(
        'ReservedName',
        `teams.${name}`,
        `names that begin with "${PROGRAM_PREFIX}" are those of the platform's own programs`,
        'give the team another name',
      ),
    );
}

/** A way past the gateway that leads to nothing, or past every guardrail without that being said. */
function directToNobody({ teams, models, gateway }: Settings): Draft[] {
  return Object.entries(teams).flatMap(([name, team]): Draft[] => {
    if (team.direct === undefined) return [];
    const path = `teams.${name}.direct`;
    const unguarded = team.direct.engines === 'unguarded';
    const onEngines = team.models.some((model) => models[model]?.provider === 'vllm');
    if (unguarded && !onEngines) {
      const message = 'none of its models answers on vLLM';
      return [draft('DirectWithoutModel', `${path}.engines`, message, 'name one under models, or leave engines out')];
    }
    if (!answersDirectly(team.models, models)) {
      if (unguarded) return [];
      const message = onEngines
        ? 'none of its models answers on Bedrock, and engines in the cluster are closed to it'
        : 'none of its models answers on Bedrock, nor on vLLM';
      const engines = onEngines ? ', or write engines: unguarded' : '';
      return [
        draft('DirectWithoutModel', path, message, `name a model of Bedrock that chats${engines}, or leave it out`),
      ];
    }
    if (gateway.cloudGuardrail === 'on') return [];
    const message = 'calls past the gateway have no guardrail but that of Bedrock, and it is off';
    return [draft('DirectWithoutGuardrail', path, message, 'write gateway.cloudGuardrail: on')];
  });
}

function answersDirectly(names: readonly string[], models: Settings['models']): boolean {
  return names.some((name) => {
    const model = models[name];
    return model?.provider === 'bedrock' && purposeOf(model) !== 'embedding';
  });
}
