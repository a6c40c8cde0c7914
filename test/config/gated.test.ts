import { expectOne, yamlOf, type Case } from './cases';
import { problemsOf } from './fixtures';

const LLAMA = 'models: { a: { provider: vllm, model: llama-3.1-8b, dataClass: confidential } }\n';

test('weights the hub gives to nobody unknown are refused without a token', () => {
  const gated: Case = {
    top: LLAMA,
    code: 'GatedWeights',
    path: 'models.a.model',
    at: '8:39',
    message: /gives meta-llama\/Llama-3\.1-8B-Instruct only to who took its licence/,
    fix: /secret acme-production\/models\/hub-token, and write serving: \{ hubAccess: token \}/,
  };

  expectOne(gated);
});

test.each([
  ['with a token', `${LLAMA}serving: { hubAccess: token }\n`],
  ['that somebody brings by hand', `${LLAMA}serving: { weights: bucket }\nnetwork: { egress: none, endpoints: all }\n`],
  ['that are given to anybody', LLAMA.replace('llama-3.1-8b', 'llama-3.1-8b, precision: int4')],
])('weights %s are taken', (_, top) => {
  expect(problemsOf(yamlOf({ top }))).toEqual([]);
});
