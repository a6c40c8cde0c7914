import type { UseCase } from '../../../contract';
import { estimate } from '../../../checks/cost';
import { cost, document, line, resource, route, TODAY } from './fixtures';
import { useCase } from './report-fixtures';

const GUARDRAIL = resource('aws_bedrock_guardrail', 'a', { content_policy_config: [{}] });
const said = { monthlyTokens: { input: 50_000_000, output: 10_000_000 } };

function guarded(intents: ReturnType<typeof route>[], useCases: UseCase[] = []) {
  return estimate(document([GUARDRAIL], { region: 'us-east-1', intents }), { today: TODAY, useCases });
}

test('a guardrail reads the tokens that are said: 60 M × 4 ÷ 1,000 units at 0.15 a thousand', () => {
  expect(cost(guarded([route(said)]), 'content filters')).toBe('36.00');
});

test('a guardrail reads the tokens of use cases: 1,000 requests of 800 tokens', () => {
  const claims = useCase({ model: 'fast', requests: 1000, inputTokens: 500, outputTokens: 300 });

  expect(cost(guarded([route(said)], [claims]), 'content filters')).toBe('0.48');
});

test('no guardrail stands before a model that writes nothing', () => {
  const embeddings = route({ name: 'embeddings', monthlyTokens: { input: 40_000_000, output: 0 } });

  expect(cost(guarded([route(said), embeddings]), 'content filters')).toBe('36.00');
});

test('with one cloud model nobody speaks of, the units are those of the tier', () => {
  expect(line(guarded([route(said), route({ name: 'other' })]), 'content filters').assumption).toMatch(/mid-market/);
});
