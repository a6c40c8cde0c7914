import { estimate } from '../../../checks/cost';
import { bill, document, line, route, TODAY } from './fixtures';
import { useCase } from './report-fixtures';

const assistant = route({ name: 'assistant' });
const titan = { name: 'embeddings', model: 'amazon.titan-embed-text-v2:0' };

const alone = bill([], { intents: [assistant] });
const tokens = (result: ReturnType<typeof bill>, component: string) => line(result, component).quantity.expected;

test.each([
  ['tokens of its own', route({ ...titan, monthlyTokens: { input: 40_000_000, output: 0 } })],
  ['none', route(titan)],
])('an embedding model with %s takes nothing from the tokens that are presumed of a chat', (_name, embeddings) => {
  const both = bill([], { intents: [assistant, embeddings] });

  for (const component of ['model assistant: tokens in', 'model assistant: tokens out']) {
    expect(tokens(both, component)).toBe(tokens(alone, component));
    expect(line(both, component).assumption).not.toContain('split');
  }
});

test('a chat whose tokens the client says leaves the presumed ones whole to the other', () => {
  const said = route({ name: 'other', monthlyTokens: { input: 1_000_000, output: 1_000_000 } });

  expect(tokens(bill([], { intents: [assistant, said] }), 'model assistant: tokens out')).toBe(
    tokens(alone, 'model assistant: tokens out'),
  );
});

test('a chat that has a use case leaves the presumed ones whole to the other', () => {
  const intents = [assistant, route({ name: 'other' })];
  const result = estimate(document([], { intents }), { today: TODAY, useCases: [useCase({ model: 'other' })] });

  expect(tokens(result, 'model assistant: tokens in')).toBe(tokens(alone, 'model assistant: tokens in'));
});

test('two chats of which nothing is said share what is presumed', () => {
  const result = bill([], { intents: [assistant, route({ name: 'other' })] });

  expect(line(result, 'model assistant: tokens in').assumption).toContain('split among 2');
});
