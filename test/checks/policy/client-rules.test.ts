import { digestOf, readClientRules, type RuleFile } from '../../../checks/policy';

const FILE = 'clients/acme-corp/policies/acme_s3_001.rego';
const METADATA = [
  '# METADATA',
  '# title: Buckets carry the name of the client',
  '# description: A bucket is found by its name.',
  '# custom:',
  '#   id: ACME-S3-001',
  '#   severity: { smb: warn, mid-market: deny, enterprise: deny }',
  '#   inspects: [aws_s3_bucket]',
  '#   controls: { soc2: [CC6.1] }',
  '#   fix: name it',
];
const BODY = ['deny contains lib.finding(b, "bucket", "wrong") if some b in input.by_type.aws_s3_bucket'];

function rule(lines: readonly string[] = [...METADATA, 'package client.acme_corp.acme_s3_001', '', ...BODY]): RuleFile {
  return { file: FILE, text: lines.join('\n') };
}

function changed(find: string, by: string): RuleFile {
  return { file: FILE, text: rule().text.replace(find, by) };
}

const ours: RuleFile = {
  ...rule(),
  text: rule().text.replace('ACME-S3-001', 'PAI-S3-001').replace('acme_s3_001', 'pai_s3_001'),
};

test('a rule says what ours say, and a severity for each tier', () => {
  const { rules, problems } = readClientRules('acme-corp', [rule()]);

  expect(problems).toEqual([]);
  expect(rules).toMatchObject([
    {
      id: 'ACME-S3-001',
      package: 'acme_s3_001',
      waivable: true,
      inspects: ['aws_s3_bucket'],
      controls: { soc2: ['CC6.1'] },
      severities: { smb: 'warn', 'mid-market': 'deny', enterprise: 'deny' },
      entrypoints: [{ path: 'client/acme_corp/acme_s3_001/deny', status: 'fail' }],
    },
  ]);
});

test('a rule that says what it cannot tell is asked for that too', () => {
  const { rules } = readClientRules('acme-corp', [
    changed('deny contains', 'unknown contains x if x := 1\n\ndeny contains'),
  ]);

  expect(rules[0]?.entrypoints.map(({ status }) => status)).toEqual(['fail', 'unknown']);
});

test('helpers of a client are no rule', () => {
  const helpers = { file: 'clients/acme-corp/policies/lib.rego', text: 'package client.acme_corp.lib\n\nx := 1\n' };

  expect(readClientRules('acme-corp', [helpers])).toEqual({ rules: [], problems: [] });
});

test.each<[string, RuleFile, RegExp]>([
  [
    'stands in a package of ours',
    changed('package client.acme_corp.', 'package groundplane.policies.'),
    /:10: is in package groundplane/,
  ],
  [
    'stands in the package of another client',
    changed('client.acme_corp.', 'client.beta.'),
    /:10: is in package client\.beta/,
  ],
  ['has no package', changed('package client.acme_corp.acme_s3_001', ''), /is in package nowhere/],
  ['has our prefix', ours, /PAI- is ours/],
  ['has the id of another package', changed('ACME-S3-001', 'ACME-S3-002'), /does not belong to package acme_s3_001/],
  ['judges nothing', changed('deny contains', 'allow contains'), /has no rule "deny contains …"/],
  ['has no metadata', rule(['package client.acme_corp.acme_s3_001', ...BODY]), /:1: has no METADATA/],
  ['has metadata that is no YAML', changed('# title: Buckets', '# title: [Buckets'), /:1: METADATA is no YAML/],
  ['has no fix', changed('#   fix: name it', '#'), /METADATA has no custom\.fix/],
  ['has no severity', changed('enterprise: deny', 'enterprise: maybe'), /no custom\.severity for enterprise/],
  [
    'is as large as a book',
    { file: FILE, text: `${rule().text}\n${'#'.repeat(300_000)}` },
    /:1: holds more than 256 KB/,
  ],
  ['nests its metadata without end', changed('title: Buckets', `title: ${'['.repeat(5000)}`), /METADATA is no YAML/],
])('a rule that %s is refused with its file and line', (_, file, expected) => {
  const { rules, problems } = readClientRules('acme-corp', [file]);

  expect(rules).toEqual([]);
  expect(problems.join('\n')).toMatch(expected);
  expect(problems[0]).toMatch(/^clients\/acme-corp\/policies\/acme_s3_001\.rego:\d+: /);
});

test('two rules of one id are told', () => {
  const { problems } = readClientRules('acme-corp', [rule(), { ...rule(), file: `${FILE}.copy.rego` }]);

  expect(problems).toEqual([expect.stringMatching(/ACME-S3-001 is there twice/)]);
});

test('the name of the compiled module changes with every byte and with our helpers, not with the folder', () => {
  const name = digestOf('acme-corp', [rule()], 'helpers');

  expect(digestOf('acme-corp', [{ ...rule(), file: 'elsewhere/acme_s3_001.rego' }], 'helpers')).toBe(name);
  expect(digestOf('acme-corp', [changed('wrong', 'Wrong')], 'helpers')).not.toBe(name);
  expect(digestOf('acme-corp', [rule()], 'others')).not.toBe(name);
  expect(digestOf('beta', [rule()], 'helpers')).not.toBe(name);
});
