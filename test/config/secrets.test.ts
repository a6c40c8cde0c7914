import fc from 'fast-check';
import { renderProblems } from '../../config';
import { clientYaml, load, problemsOf, replaced } from './fixtures';
import { runs } from '../runs';

// put together at run time, so that no scanner takes this file for a leak
const AWS_KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const drawn = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...LETTERS), minLength: length, maxLength: length });

/** Everything that reaches a person or a report. */
function printed(text: string): string {
  const result = load(text);
  return result.ok ? '' : `${renderProblems(result.problems)}\n${JSON.stringify(result.problems)}`;
}

test.each([
  ['as a value', replaced('ai-platform@acme.example', AWS_KEY), '5:8', 'owner'],
  ['as a tag', clientYaml({ top: `tags: { note: ${AWS_KEY} }\n` }), '8:15', 'tags.note'],
  ['inside a text', clientYaml({ top: `tags: { note: "use ${AWS_KEY} for now" }\n` }), '8:15', 'tags.note'],
  ['as a key', clientYaml({ top: `tags: { ${AWS_KEY}: x }\n` }), '8:9', 'tags.********************'],
  ['in a comment', clientYaml({ top: `# old key: ${AWS_KEY}\n` }), '8:12', ''],
  ['under a name that says so', clientYaml({ top: 'tags: { password: hunter2 }\n' }), '8:19', 'tags.password'],
])('refuses a secret %s, with its place and not its text', (_, text, at, path) => {
  const first = problemsOf(text).find(({ code }) => code === 'SecretInFile');

  expect(first).toMatchObject({ path });
  expect(`${first?.line}:${first?.column}`).toBe(at);
  expect(first?.fix).toMatch(/revoke it/);
  expect(printed(text)).not.toContain(AWS_KEY);
  expect(printed(text)).not.toContain('hunter2');
});

test('refuses a private key over several lines and shows none of them', () => {
  const body = ['MIIEpAIBAAKCAQEA7bq9', 'Zx0Lw2Rk5Nn8Vd3Qp6Ty'].join('\n    ');
  const begin = ['-----BEGIN RSA ', 'PRIVATE KEY-----'].join('');
  const text = clientYaml({
    top: `tags:\n  note: |\n    ${begin}\n    ${body}\n    -----END RSA PRIVATE KEY-----\n`,
  });

  expect(problemsOf(text)).toMatchObject([{ code: 'SecretInFile', path: 'tags.note', line: 9 }]);
  expect(printed(text)).not.toMatch(/MIIE|Zx0L/);
});

test('leaves ordinary identifiers alone', () => {
  const text = clientYaml({
    top: `tags: { "cost/centre": "4711", change: CHG0030042, commit: b968826d9c46dd6066d109eabc6255188de91218 }
cluster:
  kmsKeyArn: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
`,
  });

  expect(problemsOf(text)).toEqual([]);
});

describe('never printed', () => {
  const token = fc.oneof(
    drawn(36).map((rest) => `ghp_${rest}`),
    drawn(34).map((rest) => `hf_${rest}`),
    fc
      .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), minLength: 16, maxLength: 16 })
      .map((rest) => `AKIA${rest}`),
    drawn(40).map((rest) => `xoxb-1${rest}`),
  );
  const places: ((secret: string) => string)[] = [
    (secret) => replaced('acme\n', `${secret}\n`),
    (secret) => replaced('mid-market', secret),
    (secret) => replaced('111122223333', secret),
    (secret) => replaced('[internal,', `[${secret},`),
    (secret) => replaced('region:', `${secret}:`),
    (secret) => replaced('production:', `${secret}:`),
    (secret) => clientYaml({ top: `${secret}\n` }),
    (secret) => clientYaml({ top: `${secret}: {}\n${secret}: {}\n` }),
    (secret) => clientYaml({ top: `gpuPools: { ${secret}: { maxNodes: ${secret} } }\n` }),
    (secret) => clientYaml({ top: `models: { a: { provider: ${secret} } }\n` }),
    (secret) => clientYaml({ top: `network: { zones: ["${secret}"], existing: ${secret} }\n` }),
    (secret) => clientYaml({ top: `a: "${secret}\n` }),
    (secret) => clientYaml({ top: `a: @${secret}\n` }),
    (secret) => clientYaml({ top: `a: *${secret}\n` }),
    (secret) => clientYaml({ top: `a: [${secret}\n` }),
    (secret) => clientYaml({ top: `\t${secret}: 1\n` }),
    (secret) => clientYaml({ top: `# ${secret}\ntags: [\n` }),
    (secret) => secret,
    (secret) => `${secret}\u0000`,
    (secret) => `a: 1\n---\n${secret}\n`,
    (secret) => '['.repeat(70) + secret,
  ];

  test.each(places.map((place, index) => [index, place]))('a token at place %i', (_, place) => {
    fc.assert(
      fc.property(token, (secret) => {
        const text = place(secret);

        expect(load(text).ok).toBe(false);
        expect(printed(text)).not.toContain(secret);
        expect(printed(text).toLowerCase()).not.toContain(secret.toLowerCase().replace(/_/g, '-'));
      }),
      { numRuns: runs(25), seed: 4 },
    );
  });

  test('a token that would pass for a name of a client', () => {
    const token = ['dapi', '0123456789abcdef', '0123456789abcdef'].join('');
    const text = replaced('client: acme', `client: ${token}`);

    expect(problemsOf(text)).toMatchObject([{ code: 'SecretInFile', path: 'client' }]);
    expect(printed(text)).not.toContain(token);
  });

  test.each([
    ['a value that is too short to look drawn', 'tags: { apiKey: hunter22 }\n', 'hunter22'],
    ['a value behind a syntax error', 'tags: { password: "hunter22 }\n', 'hunter22'],
    ['a value of an unknown key', 'dbPassword: hunter22\n', 'hunter22'],
    ['a value of an unknown key, as a number', 'dbPassword: 4815162342\n', '4815162342'],
    ['a value where a section belongs', 'password: [hunter22, hunter23]\n', 'hunter22'],
  ])('%s, under a name that promises a secret', (_, top, secret) => {
    const text = clientYaml({ top });

    expect(load(text).ok).toBe(false);
    expect(printed(text)).not.toContain(secret);
  });
});
