import { problems as enterpriseProblems } from '../../blueprints/enterprise/config';
import { clientYaml, loaded, problemsOf } from './fixtures';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:siem-AbCdEf';
const SPLUNK = `{ name: soc, kind: splunk, url: 'https://hec.acme.example:8088', secretArn: '${SECRET}' }`;

function audit(text: string, top = ''): string {
  return clientYaml({ top, environment: `audit: ${text}\n` });
}

function found(text: string, top = ''): { path: string; said: string }[] {
  return problemsOf(audit(text, top)).map(({ path, message, fix }) => ({
    path: path.replace('environments.production.', ''),
    said: `${message}; ${fix}`,
  }));
}

test.each([
  [
    'a sink without a secret reference',
    `{ sinks: [{ name: soc, kind: splunk, url: 'https://hec.acme.example' }] }`,
    'audit.sinks[0]',
    /secretArn/,
  ],
  [
    'a literal token in place of the reference',
    `{ sinks: [{ name: soc, kind: splunk, url: 'https://hec.acme.example', secretArn: 'abc' }] }`,
    'audit.sinks[0].secretArn',
    /the value itself never stands here/,
  ],
  [
    'a token beside the reference',
    `{ sinks: [{ name: soc, kind: splunk, url: 'https://hec.acme.example', secretArn: '${SECRET}', token: abc }] }`,
    'audit.sinks[0].token',
    /no setting|unknown|is not/,
  ],
  [
    'an unknown kind of sink',
    `{ sinks: [{ name: soc, kind: splonk, url: 'https://hec.acme.example', secretArn: '${SECRET}' }] }`,
    'audit.sinks[0].kind',
    /splunk/,
  ],
  [
    'an address that is not encrypted',
    `{ sinks: [{ name: soc, kind: splunk, url: 'http://hec.acme.example', secretArn: '${SECRET}' }] }`,
    'audit.sinks[0].url',
    /an https address/,
  ],
  [
    'an address with a token in it',
    `{ sinks: [{ name: soc, kind: splunk, url: 'https://hec.acme.example/x?token=1', secretArn: '${SECRET}' }] }`,
    'audit.sinks[0].url',
    /without user, password or query/,
  ],
  ['two sinks of one name', `{ sinks: [${SPLUNK}, ${SPLUNK}] }`, 'audit.sinks[1].name', /name of two sinks/],
  [
    'a secret in another region',
    `{ sinks: [${SPLUNK.replace('eu-central-1', 'us-east-1')}] }`,
    'audit.sinks[0].secretArn',
    /is in us-east-1, the environment in eu-central-1; name one in eu-central-1/,
  ],
  [
    "a sink with another account's secret",
    `{ sinks: [${SPLUNK.replace(':111122223333:', ':444455556666:')}] }`,
    'audit.sinks[0].secretArn',
    /is a secret of account 444455556666, the environment is in 111122223333; keep a secret of its own in 111122223333/,
  ],
  [
    'an archive in another account without a way in',
    `{ archive: { account: '444455556666' } }`,
    'audit.archive.account',
    /no role says how Terraform gets in/,
  ],
  [
    'a role that is not in the account of the archive',
    `{ archive: { account: '444455556666', deployRoleArn: 'arn:aws:iam::111122223333:role/x' } }`,
    'audit.archive.deployRoleArn',
    /is in account 111122223333, the archive in 444455556666/,
  ],
  [
    'less retention than a record rule asks for',
    '{ recordRules: [sec-17a-4], archive: { retentionDays: 2191 } }',
    'audit.archive.retentionDays',
    /2191 is less than the 2192 days of 17 CFR 240\.17a-4\(a\).*write 2192/,
  ],
  [
    'the bucket of anything else as a Security Lake',
    '{ sinks: [{ name: lake, kind: security-lake, bucket: acme-landing }] }',
    'audit.sinks[0].bucket',
    /aws-security-data-lake-/,
  ],
  [
    'a Security Lake of another region',
    '{ sinks: [{ name: lake, kind: security-lake, bucket: aws-security-data-lake-us-east-1-2ab3 }] }',
    'audit.sinks[0].bucket',
    /is not a bucket of eu-central-1.*begins aws-security-data-lake-eu-central-1-/,
  ],
  [
    'a second Security Lake',
    '{ sinks: [{ name: lake, kind: security-lake, bucket: aws-security-data-lake-eu-central-1-2ab3 }, { name: sea, kind: security-lake, bucket: aws-security-data-lake-eu-central-1-2ab3 }] }',
    'audit.sinks[1]',
    /a region of an account has one/,
  ],
  [
    "a Security Lake with another account's key",
    "{ sinks: [{ name: lake, kind: security-lake, bucket: aws-security-data-lake-eu-central-1-2ab3, keyArn: 'arn:aws:kms:eu-central-1:444455556666:key/1' }] }",
    'audit.sinks[0].keyArn',
    /of account 444455556666/,
  ],
  ['prompts without readers', '{ prompts: { retentionDays: 30 } }', 'audit.prompts', /readerRoleArns/],
  [
    'prompts nobody may read',
    '{ prompts: { retentionDays: 30, readerRoleArns: [] } }',
    'audit.prompts.readerRoleArns',
    /at least one role/,
  ],
  [
    'prompts without retention',
    `{ prompts: { readerRoleArns: ['arn:aws:iam::111122223333:role/x'] } }`,
    'audit.prompts',
    /retentionDays/,
  ],
])('%s is refused', (_what, text, path, said) => {
  const problems = found(text);

  expect(problems).toHaveLength(1);
  expect(problems[0]?.path).toContain(path);
  expect(`${problems[0]?.path} ${problems[0]?.said}`).toMatch(said);
});

test.each([
  ['hipaa', 365, /365 is less than the 2192 days of 45 CFR 164\.316/],
  ['eu-ai', 182, /182 is less than the 183 days of EU AI Act/],
])('retention below what pack %s asks for is refused', (pack, days, said) => {
  const short = found(`{ archive: { retentionDays: ${days} } }`, `policy: { packs: [${pack}] }\n`);

  expect(short.map(({ path }) => path)).toEqual(['audit.archive.retentionDays']);
  expect(short[0]?.said).toMatch(said);
});

test('a compliance lock on what may be thrown away needs an explicit yes, because it cannot be undone', () => {
  const lock = (more: string): string =>
    clientYaml({ environment: `stage: development\naudit: { archive: { lock: compliance${more} } }\n` });

  const refused = problemsOf(lock(''));

  expect(refused.map(({ code }) => code)).toEqual(['IrreversibleLock']);
  expect(refused[0]?.message).toMatch(/cannot be undone.*deleted by nobody for 365 days/);
  expect(loaded(lock(', irreversible: understood')).environments[0]?.settings.audit.archive.lock).toBe('compliance');
});

test.each([
  ['the account of what it records', "{ archive: { account: '111122223333' } }", 1],
  ['no account at all', '{}', 1],
  [
    'an account of its own',
    "{ archive: { account: '444455556666', deployRoleArn: 'arn:aws:iam::444455556666:role/x' } }",
    0,
  ],
])('in enterprise an archive in %s', (_where, text, count) => {
  const { environments } = loaded(audit(text));
  const problems = environments.flatMap(({ settings }) => enterpriseProblems(settings));

  expect(problems.filter(({ code }) => code === 'ArchiveInWorkloadAccount')).toHaveLength(count);
});
