import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

describe('explain', () => {
  test('tells meaning, defaults with reasons, and the value in force with its line', async () => {
    work.client('acme', clientFile('acme', { environment: '    network: { egress: none, endpoints: all }' }));

    const { code, stdout } = await work.run('explain', 'network.egress', '--client', 'acme', ...DAY);

    expect(code).toBe(0);
    expect(stdout).toMatch(/enterprise +nat-per-zone: /);
    expect(stdout).toMatch(/production +none ← clients\/acme\/client\.yaml:14/);
  });

  test('without a setting lists all of them, a line each', async () => {
    const { code, stdout } = await work.run('explain');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^network\.egress +How nodes reach the internet\.$/m);
    expect(stdout).toMatch(/^environments\.<name>\.account /m);
    expect(stdout).not.toMatch(/^environments\.<name>\.network/m);
  });

  test('finds a setting whatever its letters, and says what was asked where there is none', async () => {
    expect((await work.run('explain', 'Network.Egress')).stdout).toMatch(/^network\.egress\n/);
    expect((await work.run('explain', 'netwerk')).stderr).toMatch(
      /^"netwerk" is not a setting; did you mean "network"\?/,
    );
  });

  test.each([
    ['tags', /names with a text each/],
    ['gateway.fallbacks', /names with a list each/],
    ['gateway.requestsPerMinute', /names with a whole number each/],
    ['gpuPools.<name>.instanceTypes', /g6e\.xlarge(?!.*and \d+ more)/],
  ])('says of %s what may stand there, all of it', async (setting, shape) => {
    expect((await work.run('explain', setting)).stdout).toMatch(shape);
  });

  test('shows no default of a list for what stands inside its entries', async () => {
    expect((await work.run('explain', 'audit.sinks.url')).stdout).not.toMatch(/default/);
  });

  test('of a word that is no setting names the nearest', async () => {
    const { code, stderr } = await work.run('explain', 'network.egres');

    expect(code).toBe(2);
    expect(stderr).toMatch(/did you mean "network\.egress"/);
  });
});

test('config lists what is in force, and says of a value whether the file or the tier decided', async () => {
  work.client('acme', clientFile('acme'));

  const { stdout } = await work.run('config', '--client', 'acme', '--format', 'json', ...DAY);

  const [{ settings }] = JSON.parse(stdout);
  const origin = (path: string): unknown => settings.find((setting: { path: string }) => setting.path === path).origin;
  expect(origin('environment.region')).toMatchObject({ kind: 'file', line: 11 });
  expect(origin('network.egress')).toMatchObject({ kind: 'tier' });
});

describe('init', () => {
  const answers = [
    '--account',
    '111122223333',
    '--region',
    'eu-central-1',
    '--domain',
    'ai.acme.example',
    '--owner',
    'ai@acme.example',
    '--archive-account',
    '444455556666',
  ];

  test.each(['smb', 'mid-market', 'enterprise'])('makes a %s client that can be synthesized as it is', async (tier) => {
    const made = await work.run('init', 'acme', '--tier', tier, ...answers);
    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(made.code).toBe(0);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('tells all that is wrong with the answers at once', async () => {
    const { code, stderr } = await work.run('init', 'acme', '--tier', 'midmarket', ...answers.with(1, '12'));

    expect(code).toBe(2);
    expect(stderr).toMatch(/--tier "midmarket" is not known; did you mean "mid-market"/);
    expect(stderr).toMatch(/environments\.production\.account/);
    expect(work.exists('clients')).toBe(false);
  });

  test('puts in the ranges that reach the API, and names the folder of clients in the next command', async () => {
    const more = ['--clients', 'customers', '--api-cidrs', '198.18.7.0/24,198.18.9.0/24'];

    const { stdout } = await work.run('init', 'acme', '--tier', 'smb', ...answers, ...more);

    const text = work.read('customers/acme/client.yaml');
    expect(stdout).toMatch(/synth --client acme --clients customers/);
    expect(text).toMatch(/apiCidrs: \[198\.18\.7\.0\/24,198\.18\.9\.0\/24\]/);
    expect(text).not.toMatch(/203\.0\.113/);
    expect(text).toMatch(/^  # staging:/m);
  });

  test('writes over nothing', async () => {
    work.client('acme', 'mine');

    const { code, stderr } = await work.run('init', 'acme', '--tier', 'smb', ...answers);

    expect(code).toBe(2);
    expect(stderr).toMatch(/is there already/);
    expect(work.read('clients/acme/client.yaml')).toBe('mine');
  });

  test('refuses answers that a file would be refused for, and writes nothing', async () => {
    const { code } = await work.run('init', 'Acme', '--tier', 'smb', ...answers);

    expect(code).toBe(2);
    expect(work.exists('clients')).toBe(false);
  });
});

describe('the command line', () => {
  test.each(['2026-12-31x', '2026-13-01', '2026-02-30', 'tomorrow'])(
    'refuses %s as a day, and that is usage',
    async (date) => {
      const { code, stderr } = await work.run('synth', '--client', 'acme', '--date', date);

      expect(code).toBe(2);
      expect(stderr).toMatch(/--date.*It must be a day of the calendar, such as 2026-11-21/);
      expect(work.exists('cdktf.out')).toBe(false);
    },
  );

  test.each([
    ['an unknown command', ['synht'], /Did you mean synth/],
    ['an unknown option', ['synth', '--clinet', 'acme'], /Did you mean --client/],
    ['a missing choice', ['synth'], /groundplane init|--client/],
    ['an unknown format', ['explain', 'tier', '--format', 'jsno'], /did you mean "json"/],
    ['an unknown tier', ['check', 'x.json', '--tier', 'enterprize'], /did you mean "enterprise"/],
  ])('refuses %s with the nearest word', async (_, args, expected) => {
    const { code, stderr, stdout } = await work.run(...args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  test('shows help on standard output and that is fine', async () => {
    const { code, stdout } = await work.run('--help');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Example: groundplane synth/);
  });

  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

    expect((await work.run('--version')).stdout.trim()).toBe(version);
  });
});
