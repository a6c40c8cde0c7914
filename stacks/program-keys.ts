import type { Construct } from 'constructs';
import { PROGRAM_PREFIX } from '../contract';
import { placeOf } from '../lib/core';
import type { ModelRoute, TeamAccess } from '../lib/gateway';
import type { SecretRef } from '../lib/secret';

/** What a program of the platform may ask of the gateway. */
export interface ProgramLimits {
  /** US dollars a calendar month on models that cost by the token. @default - no budget */
  monthlyUsd?: string;
  /** Calls a minute, over all copies of it. */
  requestsPerMinute: number;
  /** Tokens a minute, over all copies of it. */
  tokensPerMinute: number;
}

/** What asks for vectors of documents and of questions. */
export interface IndexProgram extends ProgramLimits {
  /** The model that gives them, by its name at the gateway. */
  model: string;
}

export type Program = 'chat' | 'index';
const KEY = 'app';

/**
 * Programs of the platform as the gateway knows them: each with a key of its own, the models it needs and no others. They have no
 * budget unless one is said, as it stops everybody at once, and their keys no last day: nobody of them is there to renew one.
 */
export function programs(
  { chat, index }: { chat?: ProgramLimits; index?: IndexProgram },
  routes: readonly ModelRoute[],
  sizes: string | undefined,
): TeamAccess[] {
  const answering = routes.filter(({ name, mode = 'chat' }) => mode === 'chat' && name !== index?.model);
  const models = [...answering.map(({ name }) => name), ...(sizes === undefined ? [] : [sizes])];
  return [
    ...(chat === undefined ? [] : [access('chat', models, chat)]),
    ...(index === undefined ? [] : [access('index', [index.model], index)]),
  ];
}

function access(
  program: Program,
  models: readonly string[],
  { monthlyUsd, requestsPerMinute, tokensPerMinute }: ProgramLimits,
): TeamAccess {
  const name = `${PROGRAM_PREFIX}${program}`;
  return { name, models, monthlyUsd, requestsPerMinute, tokensPerMinute, stopped: false, keys: { [KEY]: null } };
}

/** Last parts of the name of a key in Secrets Manager. */
export function keyWord(team: string, key: string): string {
  return `gateway/keys/${team}/${key}`;
}

/** Where the key of a program lies. */
export function programKey(scope: Construct, program: Program): SecretRef {
  return { name: `${placeOf(scope).prefix}/${keyWord(`${PROGRAM_PREFIX}${program}`, KEY)}` };
}
