import type { NodePoolIntent } from '../../contract';
import { documentOf } from '../checks/policy/fixture';
import { clientFile } from '../bin/fixtures';
import { buildFile } from './fixtures';

const HOURS = 'hours: { timezone: Europe/Berlin, from: "08:00", to: "19:00", days: mon-fri }';

/** Nodes a pool of one-GPU instances is said to run, at most 4, with these models of one GPU each. */
function nodesWith(models: Record<string, string>): NodePoolIntent['nodes'] | undefined {
  const engines = Object.entries(models).map(
    ([name, more]) =>
      `  ${name}: { provider: vllm, model: qwen3-8b, pool: chat, precision: bf16, contextTokens: 8192, dataClass: internal, ${more} }`,
  );
  const top = [
    'gpuPools: { chat: { instanceTypes: [g6e.2xlarge], capacity: [on-demand], maxNodes: 4 } }',
    'models:',
    ...engines,
  ];
  const text = clientFile('acme', { tier: 'mid-market', phase: 'day-60', top: top.join('\n') });
  const { synthesized } = buildFile(text.replace('  production:', '  development:\n    stage: development'));
  return Object.values(documentOf(synthesized, 'mid-market').stacks)
    .flatMap(({ descriptor }) => descriptor?.intents ?? [])
    .find((intent) => intent.kind === 'node-pool')?.nodes;
}

// 11 hours of 5 days are 55 of 168
test.each([
  ['what is always to run, whoever asks', { a: 'replicas: 2' }, 2],
  ['its part of the week where it keeps hours', { a: `replicas: 1, ${HOURS}` }, 0.327],
  ['both, where one of two keeps hours', { a: 'replicas: 1', b: `replicas: 1, ${HOURS}` }, 1.327],
])('the fewest nodes of a pool are %s', (_name, models, min) => {
  expect(nodesWith(models)?.min).toBeCloseTo(min, 3);
});

test('what may be started besides is in the most nodes only', () => {
  expect(nodesWith({ a: 'replicas: 1, maxReplicas: 3' })).toEqual({ min: 1, expected: 1, max: 4 });
});
