import { clientYaml, loaded, problemsOf, replaced } from './fixtures';

const RANGES = 'cluster: { apiCidrs: [203.0.113.16/28, 8.8.8.0/24] }\n';

function left(text: string, client = 'acme'): (string | undefined)[] {
  const file = text.replace('client: acme', `client: ${client}`);
  return loaded(file, {}, client).notices.flatMap(({ code, path }) => (code === 'FromTemplate' ? [path] : []));
}

test.each([
  ['a range of examples', clientYaml({ top: RANGES }), ['cluster.apiCidrs[0]']],
  ['a domain of examples', replaced('ai.acme.example', 'ai.example.com'), ['environments.production.domain']],
  ['an address of examples', replaced('platform@acme.example', 'platform@example.com'), ['owner']],
  ['the cost centre of the template', replaced('"4711"', '"0000"'), ['costCentre']],
  ['nothing', clientYaml(), []],
  ['a domain that only ends like one', replaced('ai.acme.example', 'ai.counterexample.com'), []],
])('of a file that holds %s it is said', (_, text, paths) => {
  expect(left(text)).toEqual(paths);
});

test('ranges of examples in an example are there on purpose', () => {
  expect(left(clientYaml({ top: RANGES }), 'example-acme')).toEqual([]);
});

test('the account of the template is none', () => {
  expect(problemsOf(clientYaml().replaceAll('111122223333', '000000000000'))).toMatchObject([
    { code: 'NoAccount', path: 'environments.production.account', line: 10 },
  ]);
});
