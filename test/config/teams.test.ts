import { yamlOf, type Case } from './cases';
import { problemsOf } from './fixtures';

const CACHED = 'gateway: { cache: elasticache }\n';
const team = (said: string): string => `${CACHED}teams: { claims: { owner: claims@acme.example, ${said} } }\n`;
const KEYS = "keys: { app: { expires: '2027-02-01' } }";

describe('a team is refused', () => {
  test.each<[string, Omit<Case, 'at'>]>([
    [
      'that may call a model there is not',
      {
        top: team(`models: [asistant], monthlyUsd: '10', ${KEYS}`),
        code: 'UnknownModel',
        path: 'teams.claims.models[0]',
        message: /"asistant" is no model/,
        fix: /write one of/,
      },
    ],
    [
      'whose key is over',
      {
        top: team("models: [private], monthlyUsd: '10', keys: { app: { expires: '2026-01-01' } }"),
        code: 'ExpiredKey',
        path: 'teams.claims.keys.app.expires',
        message: /2026-01-01 is over/,
        fix: /another name/,
      },
    ],
    [
      'whose key lives too long',
      {
        top: team("models: [private], monthlyUsd: '10', keys: { app: { expires: '2027-11-01' } }"),
        code: 'KeyTooLong',
        path: 'teams.claims.keys.app.expires',
        message: /live 90 at most/,
        fix: /within 90 days/,
      },
    ],
    [
      'whose key ends on no day',
      {
        top: team("models: [private], monthlyUsd: '10', keys: { app: { expires: '2027-02-31' } }"),
        code: 'UnknownDay',
        path: 'teams.claims.keys.app.expires',
        message: /2027-02-31 is no day/,
        fix: /calendar/,
      },
    ],
    [
      'that has a name of a program of the platform',
      {
        top: `${CACHED}teams: { platform-chat: { owner: a@acme.example, models: [private], monthlyUsd: '10', ${KEYS} } }\n`,
        code: 'ReservedName',
        path: 'teams.platform-chat',
        message: /own programs/,
        fix: /another name/,
      },
    ],
    [
      'without a key',
      {
        top: team("models: [private], monthlyUsd: '10', keys: {}"),
        code: 'TeamWithoutKeys',
        path: 'teams.claims.keys',
        message: /has no key/,
        fix: /name one/,
      },
    ],
    [
      'that is counted nowhere',
      {
        top: team(`models: [private], monthlyUsd: '10', ${KEYS}`).replace('elasticache', 'none'),
        code: 'BudgetWithoutCache',
        path: 'gateway.cache',
        message: /each start would forget it/,
        fix: /write cache: elasticache/,
      },
    ],
    [
      'of the chat page that is counted nowhere',
      {
        top: "gateway: { cache: none }\nchat: { monthlyUsd: '10' }\n",
        code: 'BudgetWithoutCache',
        path: 'gateway.cache',
        message: /teams, the chat page or the index spend/,
        fix: /write cache: elasticache/,
      },
    ],
    [
      'of the index that is counted nowhere',
      {
        top: "gateway: { cache: none }\nrag: { embeddingMonthlyUsd: '10' }\n",
        code: 'BudgetWithoutCache',
        path: 'gateway.cache',
        message: /the index spend/,
        fix: /write cache: elasticache/,
      },
    ],
  ])('%s', (_, { code, path, message, fix, top }) => {
    const problems = problemsOf(yamlOf({ top }));

    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.fix).toMatch(fix);
  });

  test.each([
    ['without a model', `models: [], monthlyUsd: '10', ${KEYS}`, 'teams.claims.models'],
    ['with nothing to spend', `models: [private], monthlyUsd: '0', ${KEYS}`, 'teams.claims.monthlyUsd'],
    ['with less than nothing', `models: [private], monthlyUsd: '-5', ${KEYS}`, 'teams.claims.monthlyUsd'],
  ])('%s', (_, said, path) => {
    expect(problemsOf(yamlOf({ top: team(said) })).map((problem) => problem.path)).toEqual([path]);
  });
});

test('a team is taken with the limits of its tier', () => {
  const top = team(`models: [private], monthlyUsd: '10', ${KEYS}`);

  expect(problemsOf(yamlOf({ top }))).toEqual([]);
});
