import type { FileProblem } from '../../config';
import { KUBERNETES_VERSIONS } from '../../facts';
import { clientYaml, problemsOf, replaced } from './fixtures';

interface Expected {
  code: string;
  at: string;
  path: string;
  message?: RegExp;
  nearest?: string;
  expected?: RegExp;
  fix: RegExp;
}

function summary(problem: FileProblem | undefined): Record<string, unknown> {
  const { code, path, nearest, line, column } = problem ?? { code: '', path: '', nearest: '', line: 0, column: 0 };
  return { code, at: `${line}:${column}`, path, nearest };
}

test('takes a file without mistakes', () => {
  expect(problemsOf(clientYaml())).toEqual([]);
});

describe('one mistake', () => {
  test.each<[string, string, Expected]>([
    [
      'an unknown key',
      clientYaml({ top: 'colour: red\n' }),
      {
        code: 'UnknownSetting',
        at: '8:1',
        path: 'colour',
        message: /is not a setting/,
        fix: /^remove it; settings here are schemaVersion, client/,
      },
    ],
    [
      'a misspelt optional key',
      clientYaml({ top: 'netwrok: {}\n' }),
      { code: 'UnknownSetting', at: '8:1', path: 'netwrok', nearest: 'network', fix: /^write "network"$/ },
    ],
    [
      'a setting in the wrong section',
      clientYaml({ top: 'cidr: 10.0.0.0/16\n' }),
      { code: 'UnknownSetting', at: '8:1', path: 'cidr', nearest: 'network.cidr', fix: /^write it as network\.cidr$/ },
    ],
    [
      'a misspelt tier',
      replaced('mid-market', 'mid-markt'),
      {
        code: 'UnknownValue',
        at: '3:7',
        path: 'tier',
        message: /^"mid-markt" is not known$/,
        nearest: 'mid-market',
        expected: /^smb, mid-market, enterprise$/,
        fix: /^write mid-market$/,
      },
    ],
    [
      'a tier in capitals',
      replaced('mid-market', 'Mid-Market'),
      { code: 'UnknownValue', at: '3:7', path: 'tier', nearest: 'mid-market', fix: /mid-market/ },
    ],
    [
      'a word far from any',
      replaced('mid-market', 'medium'),
      { code: 'UnknownValue', at: '3:7', path: 'tier', fix: /^write one of smb, mid-market, enterprise$/ },
    ],
    [
      'a missing account',
      replaced('    account: "111122223333"\n', ''),
      {
        code: 'MissingSetting',
        at: '9:3',
        path: 'environments.production.account',
        message: /^is missing$/,
        fix: /^add account: "111122223333"$/,
      },
    ],
    [
      'a missing setting at the top',
      replaced('tier: mid-market\n', ''),
      { code: 'MissingSetting', at: '1:1', path: 'tier', fix: /^add tier: mid-market$/, expected: /smb/ },
    ],
    [
      'a misspelt required key, which is one mistake and not two',
      replaced('account:', 'acount:'),
      {
        code: 'UnknownSetting',
        at: '10:5',
        path: 'environments.production.acount',
        nearest: 'account',
        fix: /^write "account"$/,
      },
    ],
    [
      'an account without quotes',
      replaced('"111122223333"', '111122223333'),
      {
        code: 'WrongType',
        at: '10:14',
        path: 'environments.production.account',
        message: /^is 111122223333, which is a number$/,
        fix: /^put it in quotes: "111122223333"$/,
      },
    ],
    [
      'an account with a zero in front and without quotes, as it is written',
      replaced('"111122223333"', '012345678901').replace('111122223333', '012345678901'),
      {
        code: 'WrongType',
        at: '10:14',
        path: 'environments.production.account',
        message: /^is 012345678901,/,
        fix: /^put it in quotes: "012345678901"$/,
      },
    ],
    [
      'an account that is not twelve digits',
      replaced('"111122223333"', '"1111-2222-3333"'),
      {
        code: 'WrongFormat',
        at: '10:14',
        path: 'environments.production.account',
        message: /^"1111-2222-3333" is not allowed$/,
        expected: /12 digits in quotes/,
        fix: /12 digits in quotes, for example "111122223333"$/,
      },
    ],
    [
      'a region that does not exist',
      replaced('eu-central-1', 'eu-centrl-1'),
      {
        code: 'UnknownValue',
        at: '11:13',
        path: 'environments.production.region',
        nearest: 'eu-central-1',
        expected: /^eu-central-1, eu-central-2.* and \d+ more$/,
        fix: /^write eu-central-1$/,
      },
    ],
    [
      'one zone',
      clientYaml({ top: 'network: { zones: 1 }\n' }),
      {
        code: 'OutOfRange',
        at: '8:19',
        path: 'network.zones',
        message: /^1 is too small$/,
        nearest: '2',
        expected: /from 2 to 3/,
        fix: /^write 2$/,
      },
    ],
    [
      'one zone by id',
      clientYaml({ top: 'network: { zones: [euc1-az1] }\n' }),
      { code: 'OutOfRange', at: '8:19', path: 'network.zones', message: /^has 1 entry, too few$/, fix: /zones: 3/ },
    ],
    [
      'zones as a text: what is said of numbers and of lists is not both reported',
      clientYaml({ top: 'network: { zones: three }\n' }),
      {
        code: 'WrongType',
        at: '8:19',
        path: 'network.zones',
        message: /^is "three", which is a text$/,
        expected: /a whole number from 2 to 3, or a list of 2 to 3/,
        fix: /zones: 3/,
      },
    ],
    [
      'one wrong zone in a list of them',
      clientYaml({ top: 'network: { zones: [euc1-az1, eu-central-1b] }\n' }),
      {
        code: 'WrongFormat',
        at: '8:30',
        path: 'network.zones[1]',
        message: /^"eu-central-1b" is not allowed$/,
        expected: /not the letter form/,
        fix: /zone id/,
      },
    ],
    [
      'a pool without room for a node',
      clientYaml({ top: 'gpuPools: { chat: { maxNodes: 0 } }\n' }),
      { code: 'OutOfRange', at: '8:31', path: 'gpuPools.chat.maxNodes', nearest: '1', fix: /^write 1$/ },
    ],
    [
      'a version newer than all there are, with the newest and not one of similar letters',
      clientYaml({ top: 'cluster: { version: "1.99" }\n' }),
      {
        code: 'UnknownValue',
        at: '8:21',
        path: 'cluster.version',
        nearest: Object.keys(KUBERNETES_VERSIONS).at(-1),
        fix: /^write /,
      },
    ],
    [
      'a version as a number',
      clientYaml({ top: 'cluster: { version: 1.35 }\n' }),
      {
        code: 'WrongType',
        at: '8:21',
        path: 'cluster.version',
        message: /^is 1\.35, which is a number$/,
        fix: /^put it in quotes: "1\.35"$/,
      },
    ],
    [
      'a version that YAML would shorten',
      clientYaml({ top: 'cluster: { version: 1.30 }\n' }),
      {
        code: 'WrongType',
        at: '8:21',
        path: 'cluster.version',
        message: /^is 1\.30, which is a number$/,
        fix: /in quotes, "1\.35": without them YAML reads a number/,
      },
    ],
    [
      'money as a number',
      clientYaml({ top: 'budget: { monthlyUsd: 12000 }\n' }),
      { code: 'WrongType', at: '8:23', path: 'budget.monthlyUsd', fix: /^put it in quotes: "12000"$/ },
    ],
    [
      'a budget of nothing',
      clientYaml({ top: 'budget: { monthlyUsd: "0" }\n' }),
      { code: 'WrongFormat', at: '8:23', path: 'budget.monthlyUsd', expected: /above zero/, fix: /above zero/ },
    ],
    [
      'a number where a list of numbers is not',
      clientYaml({ top: 'cluster: { logRetentionDays: 366 }\n' }),
      {
        code: 'UnknownValue',
        at: '8:30',
        path: 'cluster.logRetentionDays',
        nearest: '365',
        expected: /and \d+ more/,
        fix: /^write 365$/,
      },
    ],
    [
      'one value where a list belongs',
      replaced('[internal, confidential]', 'internal'),
      {
        code: 'WrongType',
        at: '7:14',
        path: 'dataClasses',
        message: /^is "internal", which is a text$/,
        fix: /^write \[internal\]$/,
      },
    ],
    [
      'a wrong word in a list',
      replaced('[internal, confidential]', '[internal, confidental]'),
      {
        code: 'UnknownValue',
        at: '7:25',
        path: 'dataClasses[1]',
        nearest: 'confidential',
        fix: /^write confidential$/,
      },
    ],
    [
      'an unknown kind of model',
      clientYaml({ top: 'models: { a: { provider: vlm } }\n' }),
      {
        code: 'UnknownValue',
        at: '8:26',
        path: 'models.a.provider',
        message: /^"vlm" is not known$/,
        nearest: 'vllm',
        expected: /^vllm, ollama, bedrock$/,
        fix: /^write vllm$/,
      },
    ],
    [
      'a model without a kind',
      clientYaml({ top: 'models:\n  a:\n    model: qwen3-8b\n' }),
      {
        code: 'MissingSetting',
        at: '9:3',
        path: 'models.a.provider',
        expected: /^vllm, ollama, bedrock$/,
        fix: /^add provider: vllm$/,
      },
    ],
    [
      'a setting of another kind of model',
      clientYaml({ top: 'models:\n  a: { provider: bedrock, model: amazon.nova-lite-v1:0, pool: chat }\n' }),
      {
        code: 'UnknownSetting',
        at: '9:57',
        path: 'models.a.pool',
        message: /^is not a setting of provider "bedrock"$/,
        fix: /^remove it; settings here are provider, model, inferenceProfile, dataClass, monthlyTokens$/,
      },
    ],
    [
      'a value that would fit another kind of model',
      clientYaml({ top: 'models:\n  a: { provider: bedrock, model: Nova, dataClass: confidential }\n' }),
      {
        code: 'WrongFormat',
        at: '9:34',
        path: 'models.a.model',
        message: /^"Nova" is not allowed$/,
        expected: /^a Bedrock model id/,
        fix: /^write a Bedrock model id, "amazon\.nova-lite-v1:0"$/,
      },
    ],
    [
      'a way of sharing without its figure',
      clientYaml({ top: 'gpuPools:\n  chat:\n    sharing: { mode: time-slicing }\n' }),
      { code: 'MissingSetting', at: '10:14', path: 'gpuPools.chat.sharing.replicas', fix: /^add replicas: 4$/ },
    ],
    [
      'a section without anything in it',
      clientYaml({ top: 'network:\n' }),
      { code: 'EmptySetting', at: '8:1', path: 'network', message: /^has no value$/, fix: /or remove the line$/ },
    ],
    [
      'a setting without a value that cannot be left out',
      replaced('    domain: ai.acme.example\n', '    domain:\n'),
      {
        code: 'EmptySetting',
        at: '12:5',
        path: 'environments.production.domain',
        message: /^has no value$/,
        fix: /^write domain: ai\.acme\.example$/,
      },
    ],
    [
      'a pool name in capitals',
      clientYaml({ top: 'gpuPools: { Chat: {} }\n' }),
      {
        code: 'WrongName',
        at: '8:13',
        path: 'gpuPools.Chat',
        nearest: 'chat',
        expected: /lower-case letters/,
        fix: /^write "chat"$/,
      },
    ],
    [
      'no environment',
      `${clientYaml().split('environments:')[0]}environments: {}\n`,
      { code: 'WrongFormat', at: '8:15', path: 'environments', message: /^is empty$/, fix: /at least one environment/ },
    ],
    [
      'a tag that AWS keeps for itself',
      clientYaml({ top: 'tags: { "aws:team": x }\n' }),
      {
        code: 'WrongName',
        at: '8:9',
        path: 'tags["aws:team"]',
        expected: /not starting with aws:/,
        fix: /.+/,
        nearest: 'aws-team',
      },
    ],
    [
      'a number as a tag',
      clientYaml({ top: 'tags: { floor: 3 }\n' }),
      { code: 'WrongType', at: '8:16', path: 'tags.floor', fix: /^put it in quotes: "3"$/ },
    ],
    [
      'a waiver of many rules',
      clientYaml({
        top: 'waivers:\n- { id: PAI-*, scope: acme, reason: "because it is so, and it is long", owner: me@x.example, expires: "2027-01-01", ticket: T-1 }\n',
      }),
      { code: 'WrongFormat', at: '9:9', path: 'waivers[0].id', expected: /no wildcard/, fix: /no wildcard/ },
    ],
    [
      'a day that does not exist',
      clientYaml({
        top: 'waivers:\n- { id: PAI-EKS-001, scope: acme, reason: "because it is so, and it is long", owner: me@x.example, expires: "2027-02-30", ticket: T-1 }\n',
      }),
      { code: 'WrongFormat', at: '9:109', path: 'waivers[0].expires', fix: /a date/ },
    ],
  ])('%s', (_, text, { code, at, path, message, nearest, expected, fix }) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(summary(problems[0])).toEqual({ code, at, path, nearest });
    expect(problems[0]?.fix).toMatch(fix);
    if (message !== undefined) expect(problems[0]?.message).toMatch(message);
    if (expected !== undefined) expect(problems[0]?.expected).toMatch(expected);
  });
});

test('a file that is no section says so', () => {
  expect(problemsOf('hello\n')).toMatchObject([
    { line: 1, column: 1, path: '', message: 'the file is a text, not a section' },
  ]);
  expect(problemsOf('- a\n')).toMatchObject([
    { line: 1, column: 1, path: '', message: 'the file is a list, not a section' },
  ]);
});

test('what is missing has a place and nothing that was found there', () => {
  const [missing] = problemsOf(replaced('tier: mid-market\n', ''));

  expect(missing).toMatchObject({ path: 'tier', excerpt: { text: 'schemaVersion: 1', start: 0, length: 13 } });
  expect(missing).not.toHaveProperty('found');
});
