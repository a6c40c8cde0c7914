import { problemsOf, replaced } from './fixtures';

test.each([
  'acme/prod',
  '../acme',
  '${HOME}',
  'Acme',
  'a'.repeat(60),
  'acme_corp',
  '-acme',
  'acme-',
  'con',
  '9acme',
  '',
])('a client called %p is refused', (name) => {
  const problems = problemsOf(replaced('client: acme', `client: ${JSON.stringify(name)}`));

  expect(problems).toMatchObject([{ line: 2, column: 9, path: 'client' }]);
  expect(problems[0]?.fix).not.toBe('');
});

test('a client that is not called like its folder is refused, with both names', () => {
  const problems = problemsOf(replaced('client: acme', 'client: apex'));

  expect(problems).toMatchObject([{ code: 'ClientFolder', line: 2, column: 9, path: 'client' }]);
  expect(problems[0]?.message).toBe('is apex, but the folder is "acme"');
});
