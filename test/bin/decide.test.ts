import { clientFile, DAY, Workspace } from './fixtures';

const WAITS = 'gateway: { escalation: { guardrails: [prompt-attacks], reviewers: oversight@acme.example } }';
const REQUEST = '0b6f2c4e-5d0a-4f43-9a55-7ad2a1c3e9d0';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

test.each([
  ['a word of a verdict there is none', [REQUEST, '--verdict', 'maybe', '--reason', 'x'], /upheld, overruled/],
  [
    'what is no number of a request',
    ['what was asked', '--verdict', 'upheld', '--reason', 'x'],
    /no number of a request/,
  ],
  ['no reason', [REQUEST, '--verdict', 'upheld', '--reason', '  '], /1 to 1000 are allowed/],
  ['more than a reason', [REQUEST, '--verdict', 'upheld', '--reason', 'x'.repeat(1001)], /got 1001 characters/],
  [
    'an environment there is none',
    [REQUEST, '--verdict', 'upheld', '--reason', 'x', '--environment', 'staging'],
    /no environment "staging"; it has production/,
  ],
])('%s is refused before anybody is called', async (_, args, message) => {
  work.client('acme', clientFile('acme', { top: WAITS }));

  const { code, stderr } = await work.run('audit', 'decide', ...args, '--client', 'acme', ...DAY);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('where nothing waits for a person, nothing is decided', async () => {
  work.client('acme', clientFile('acme'));

  const args = [REQUEST, '--verdict', 'upheld', '--reason', 'x', '--client', 'acme', ...DAY];
  const { code, stderr } = await work.run('audit', 'decide', ...args);

  expect(code).toBe(2);
  expect(stderr).toMatch(/gateway\.escalation is not set in production/);
});
