import { clientYaml, loaded } from './fixtures';

const model = (tokens: string): string =>
  `models: { a: { provider: bedrock, model: a.b, dataClass: confidential${tokens} } }\n`;
const USE_CASE =
  'useCases: { help: { owner: a@acme.example, kpi: tickets, model: a, requestsPerMonth: 10, inputTokens: 1, outputTokens: 1 } }\n';
const TOKENS = ', monthlyTokens: { input: 1, output: 1 }';

test.each([
  ['both', model(TOKENS) + USE_CASE, [['TokensNotCounted', 'models.a.monthlyTokens']]],
  ['the tokens of the model alone', model(TOKENS), []],
  ['use cases alone', model('') + USE_CASE, []],
])('where the file says %s, what is not counted is told', (_, top, notices) => {
  expect(loaded(clientYaml({ top })).notices.map(({ code, path }) => [code, path])).toEqual(notices);
});
