import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import { cpuMs } from '../cpu';

const FILE = 'clients/example-mid-market/client.yaml';
const MORE = `gateway: { replicas: 2, cache: elasticache, fallbacks: { private: [private-large] } }
teams:
  sales: { owner: a@b.example, models: [assistant], monthlyUsd: "100", keys: { app: { expires: "2027-01-31" } } }
environments:
`;
const GOOD = readFileSync(join(__dirname, '../..', FILE), 'utf8').replace('environments:\n', MORE);

/** One mistake each: what stands there, what stands there then, and the code and path it is told with. */
const MISTAKES: Record<string, [from: string, to: string, told: RegExp]> = {
  'unknown key': ['costCentre:', 'costCenter:', /^UnknownSetting costCenter$/],
  'wrong type': ['dataClasses: [internal, confidential, restricted]', 'dataClasses: internal', / dataClasses$/],
  'misspelt tier': ['tier: mid-market', 'tier: mid-markt', / tier$/],
  'missing account': ["    account: '222233335555'\n", '', /^MissingSetting environments\.staging\.account$/],
  'account of eleven digits': [
    "'222233334444'\n    region",
    "'22223333444'\n    region",
    / environments\.production\.account$/,
  ],
  'region that does not exist': [
    'eu-central-1\n    domain: staging',
    'eu-centrl-1\n    domain: staging',
    / environments\.staging\.region$/,
  ],
  'range too small': ['cidr: 10.1.0.0/16', 'cidr: 10.1.0.0/24', /^CidrSize environments\.staging\.network\.cidr$/],
  'ranges that overlap': [
    '      # the on-call',
    '      serviceCidr: 10.0.0.0/20\n      # the on-call',
    /^CidrOverlap /,
  ],
  'one zone': [
    '    network:\n      cidr: 10.1',
    '    network:\n      zones: 1\n      cidr: 10.1',
    / environments\.staging\.network\.zones$/,
  ],
  'pool without a limit': [
    'g6e.24xlarge]\n    maxNodes: 1',
    'g6e.24xlarge]\n    maxNodes:',
    / gpuPools\.large\.maxNodes$/,
  ],
  'GPUs the region lacks': [
    '[g6e.xlarge, g6e.2xlarge, g6e.4xlarge]',
    '[g6e.xlarge, p6-b200.48xlarge]',
    / gpuPools\.chat\.instanceTypes(\[1\])?$/,
  ],
  'version past support': [
    '      breakGlassPrincipalArns',
    '      version: "1.29"\n      breakGlassPrincipalArns',
    / environments\.production\.cluster\.version$/,
  ],
  'name in capitals': ['client: example-mid-market', 'client: Example', / client$/],
  'a secret': ['department: engineering', 'department: AKIAABCDEFGHIJKLMNOP', /^SecretInFile tags\.department$/],
  'model that is too large': ['    model: qwen3-14b\n', '    model: deepseek-v3\n', / models\.private\.\w+$/],
  'fallback to nobody': ['{ private: [private-large] }', '{ private: [private-lrge] }', / gateway\.fallbacks\.private/],
  'budget of nothing': ["monthlyUsd: '12000'", "monthlyUsd: '0'", / environments\.staging\.budget\.monthlyUsd$/],
  'team without models': ['models: [assistant], monthly', 'models: [], monthly', / teams\.sales\.models$/],
  'copies without a cache': ['cache: elasticache', 'cache: none', /^ReplicasWithoutCache gateway\.replicas$/],
  'group of two roles': [
    '0a1b2c3d-0000-4000-8000-000000000105: auditor',
    '0A1B2C3D-0000-4000-8000-000000000104: admin',
    / groups/,
  ],
  'issuer without TLS': ['issuer: https://login', 'issuer: http://login', / signIn\.issuer$/],
  'way in without a certificate': [
    'environments:\n',
    'entry: { exposure: internet, reason: field engineers have no VPN SEC-41 }\nenvironments:\n',
    /ertificate/,
  ],
  'context above the model': [
    '    contextTokens: 32768',
    '    contextTokens: 9999999',
    / models\.private-large\.contextTokens$/,
  ],
  'GPUs that divide no heads': [
    '    replicas: 1\n',
    '    replicas: 1\n    tensorParallel: 3\n',
    / models\.private-large\.tensorParallel$/,
  ],
  'source without an owner': [
    '      owner: legal@example-mid-market.example\n      description',
    '      description',
    / data\.sources\.contracts\.owner$/,
  ],
  'source without freshness': [
    '      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }\n',
    '',
    / data\.sources\.orders\.freshness$/,
  ],
  'class that is none': [
    'of a machine\n      classification: internal',
    'of a machine\n      classification: intern',
    / data\.sources\.machine-events\.classification$/,
  ],
  'chunks longer than the model reads': [
    '  documents: 8000',
    '  documents: 8000\n  chunkTokens: 90000',
    / rag\.chunkTokens$/,
  ],
  'key that is no column': [
    'key: [contract_id, version]',
    'key: [contract_i, version]',
    /^UnknownColumn data\.sources\.contracts\.key\[0\]$/,
  ],
  'what the tier does not do': [
    'gateway: { replicas',
    'gateway: { failoverSeconds: 50, replicas',
    /^TierLimit gateway\.failoverSeconds$/,
  ],
  'use case of no model': [
    'model: private\n        requests',
    'model: privat\n        requests',
    / environments\.production\.useCases\.contracts\.model$/,
  ],
  'waiver that ended': [
    'environments:\n',
    'waivers: [{ id: PAI-EKS-001, scope: x, reason: the office moves behind the VPN soon, owner: p, expires: "2025-12-31", ticket: P-1 }]\nenvironments:\n',
    / waivers\[0\]/,
  ],
  'limit said twice': [
    '    maxNodes: 4\n',
    '    maxNodes: 4\n    maxNodes: 5\n',
    /^DuplicateKey gpuPools\.chat\.maxNodes$/,
  ],
};

function planted(names: readonly string[]): string {
  return names.reduce((text, name) => {
    const [from = '', to = ''] = MISTAKES[name] ?? [];
    if (!text.includes(from)) throw new Error(`there is no place for: ${name}`);
    return text.replace(from, () => to);
  }, GOOD);
}

function problemsIn(text: string): string[] {
  const result = loadClient(text, FILE, {
    today: '2026-11-21',
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  return result.ok ? [] : result.problems.map(({ code, path }) => `${code} ${path}`);
}

function told(names: readonly string[]): string[] {
  return problemsIn(planted(names));
}

const ALL = Object.keys(MISTAKES);

test('a file without mistakes is taken', () => {
  expect(told([])).toEqual([]);
});

test('mistakes of every kind are told in one round, whatever stands beside them', () => {
  const found = told(ALL);

  expect(ALL.filter((name) => !found.some((text) => MISTAKES[name]?.[2].test(text)))).toEqual([]);
});

test.each(ALL)('beside %s nothing is said that is not true', (name) => {
  const alone = told([name]);
  const [, , own] = MISTAKES[name] ?? [];

  expect(alone.some((text) => own?.test(text))).toBe(true);
  // what follows from it is about the same thing: nothing else was wrong
  expect(alone.length).toBeLessThanOrEqual(3);
});

test('what hangs on a value that is missing is not guessed', () => {
  // whether the region sells the GPUs, has the zones or the profile depends on which it is
  const withoutRegion = GOOD.replace('    region: eu-central-1\n    domain: staging', '    domain: staging');

  expect(problemsIn(withoutRegion)).toEqual(['MissingSetting environments.staging.region']);
});

test('a file of a hundred broken values is told in bounded time', () => {
  const pools = Array.from({ length: 100 }, (_, index) => `  p${index}: { maxNodes: }`).join('\n');
  let found: string[] = [];

  const ms = cpuMs(() => {
    found = problemsIn(GOOD.replace('gpuPools:\n', `gpuPools:\n${pools}\n`));
  });

  expect(found).toHaveLength(100);
  expect(ms).toBeLessThan(10_000);
});

test('one broken value among a hundred environments is told in bounded time', () => {
  const environment = (index: number, region: string): string =>
    `  e${index}:\n    account: '1111${10_000_000 + index}'\n${region}    domain: e${index}.a.example\n    deployRoleArn: arn:aws:iam::1111${10_000_000 + index}:role/d\n    network: { cidr: 10.${index + 10}.0.0/16 }\n`;
  const more = Array.from({ length: 100 }, (_, index) => environment(index, '    region: eu-central-1\n')).join('');
  let found: string[] = [];

  const ms = cpuMs(() => {
    found = problemsIn(`${GOOD.trimEnd()}\n${more}${environment(100, '')}`);
  });

  expect(found).toContain('MissingSetting environments.e100.region');
  expect(ms).toBeLessThan(10_000);
});
