import { expectOne, type Case } from './cases';
import { clientYaml, problemsOf } from './fixtures';

const REVISION = '0e9e39f249a16976918f6564b8830bc894c89659';
const adapter = (rank = 16): string => `{ repository: acme/contracts, revision: ${REVISION}, rank: ${rank} }`;
const BUCKET = 'serving: { weights: bucket }\n';

describe('adapters are refused', () => {
  test.each<[string, Case]>([
    [
      'on a model that takes none',
      {
        top: `${BUCKET}models: { a: { provider: vllm, model: bge-m3, contextTokens: 512, adapters: { c: ${adapter()} } } }\n`,
        code: 'NoAdapters',
        path: 'models.a.adapters.c',
        at: '9:82',
        message: /bge-m3 takes no LoRA adapters/,
        fix: /another model/,
      },
    ],
    [
      'from a hub, which gives them at no commit',
      {
        top: `models: { a: { provider: vllm, adapters: { c: ${adapter()} } } }\n`,
        code: 'AdapterFromHub',
        path: 'models.a.adapters.c',
        at: '8:47',
        message: /at no commit/,
        fix: /weights: bucket/,
      },
    ],
    [
      'by the name of a model',
      {
        top: `${BUCKET}models: { a: { provider: vllm, adapters: { a: ${adapter()} } } }\n`,
        code: 'ModelTwice',
        path: 'models.a.adapters.a',
        at: '9:47',
        message: /"a" is the name of models\.a too/,
        fix: /another name/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });
});

test.each([
  [16, []],
  [256, ['CacheTooSmall']],
])('an adapter of rank %i is counted in the memory: %j', (rank, expected) => {
  const top = `${BUCKET}models: { a: { provider: vllm, dataClass: confidential, adapters: { c: ${adapter(rank)} } } }\n`;

  expect(problemsOf(clientYaml({ top })).map(({ code }) => code)).toEqual(expected);
});
