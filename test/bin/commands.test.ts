import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLUEPRINTS } from '../../blueprints';
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

test('explain shows a text as it would stand in the file', async () => {
  expect((await work.run('explain', 'cluster.version')).stdout).toMatch(/example +"1\.\d+"/);
});

test('explain tells meaning and defaults beside a file that is refused, and why no value is in force', async () => {
  work.client('acme', clientFile('acme', { tier: 'smbb' }));

  const { code, stdout, stderr } = await work.run('explain', 'tier', '--client', 'acme', ...DAY);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^tier\n/);
  expect(stdout).not.toMatch(/in force/);
  expect(stderr).toMatch(/what is in force is not known: 1 problem in clients\/acme\/client\.yaml/);
  expect((await work.run('explain', 'tier', '--client', 'acne', ...DAY)).code).toBe(2);
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

    expect([made.code, code]).toEqual([0, 0]);
    // what is to be filled in is said, and nothing else
    const said = [...stderr.matchAll(/client\.yaml:\d+:\d+ {2}(\S+)/g)].map(([, path]) => path);
    const api = tier === 'enterprise' ? [] : ['environments.production.cluster.apiCidrs[0]'];
    expect(said).toEqual(['costCentre', ...api]);
  });

  test('keeps what an enterprise has of its own with its environment, before the one that is only shown', async () => {
    await work.run('init', 'acme', '--tier', 'enterprise', ...answers);
    const text = work.read('clients/acme/client.yaml');

    expect(text.indexOf('permissionsBoundaryArn:')).toBeGreaterThan(text.indexOf('production:'));
    expect(text.lastIndexOf('permissionsBoundaryArn:')).toBeLessThan(text.indexOf('# A second environment'));
  });

  test('begins with the phase that is said', async () => {
    const { code } = await work.run('init', 'acme', '--tier', 'smb', '--phase', 'day-60', ...answers);

    expect(code).toBe(0);
    expect(work.read('clients/acme/client.yaml')).toMatch(/^phase: day-60$/m);
    expect((await work.run('init', 'beta', '--tier', 'smb', '--phase', 'day-6', ...answers)).code).toBe(2);
  });

  describe('of an environment', () => {
    const staging = (...more: string[]) =>
      work.run('init', 'acme', '--environment', 'staging', ...answers.slice(0, 6).with(1, '999988887777'), ...more);

    test('gives a new client that one in place of production', async () => {
      const made = await staging('--tier', 'smb', '--owner', 'ai@acme.example');
      const { stdout } = await work.run('config', '--client', 'acme', '--format', 'json', ...DAY);

      expect(made.code).toBe(0);
      expect(JSON.parse(stdout)[0]).toMatchObject({ environment: 'staging' });
      expect(work.read('clients/acme/client.yaml')).toMatch(/^ {4}stage: staging$/m);
    });

    test.each(['smb', 'mid-market', 'enterprise'])(
      'puts it into the file of a %s client, and leaves the rest as it is',
      async (tier) => {
        await work.run('init', 'acme', '--tier', tier, ...answers);
        const before = work.read('clients/acme/client.yaml');

        const { code, stdout } = await staging(...(tier === 'enterprise' ? answers.slice(-2) : []));
        const after = work.read('clients/acme/client.yaml');
        const synth = await work.run('synth', '--client', 'acme', '--environment', 'staging', ...DAY);

        expect([code, synth.code]).toEqual([0, 0]);
        expect(stdout).toMatch(/synth --client acme --environment staging/);
        // a range of its own, so that the two can be joined one day
        expect(after).toMatch(/ {4}network:\n {6}cidr: 10\.1\.0\.0\/16 # yours\n/);
        expect(synth.stderr).not.toMatch(/overlaps the range/);
        const own = after.split('\n').filter((line) => !before.split('\n').includes(line));
        expect(own).toEqual(
          expect.arrayContaining(['  staging:', "    account: '999988887777'", '    stage: staging']),
        );
        // the sample of a second environment has served
        const kept = before.slice(0, before.indexOf('  # A second environment')).split('\n');
        for (const line of kept) expect(after).toContain(line);
        expect(after).not.toMatch(/# {3}account/);
      },
    );

    test('leaves a VPC that exists the range it has', async () => {
      const existing =
        'network: { cidr: 10.7.0.0/16, existing: { vpcId: vpc-0123456789abcdef0, privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } }';
      work.client('acme', clientFile('acme', { top: existing }));

      expect((await staging()).code).toBe(0);

      expect(work.read('clients/acme/client.yaml').match(/cidr:/g)).toHaveLength(1);
    });

    test('keeps what stands behind the environments there', async () => {
      work.client('acme', `${clientFile('acme')}# behind\nwaivers: []\n`);

      expect((await staging()).code).toBe(0);

      expect(work.read('clients/acme/client.yaml')).toMatch(/admins: .*# yours\n# behind\nwaivers: \[\]\n$/);
    });

    test.each([
      ['is there already', ['--environment', 'production'], /has an environment "production" already/],
      ['comes with a tier', ['--tier', 'smb'], /leave out --tier/],
      ['is none', ['--stage', 'stagin'], /did you mean "staging"/],
    ])('writes nothing where it %s', async (_, more, said) => {
      work.client('acme', clientFile('acme'));

      const { code, stderr } = await staging(...more);

      expect(code).toBe(2);
      expect(stderr).toMatch(said);
      expect(work.read('clients/acme/client.yaml')).toBe(clientFile('acme'));
    });

    test('writes nothing where the whole would not be valid, or stands on one line', async () => {
      work.client('acme', clientFile('acme'));
      const wrong = await work.run('init', 'acme', '--environment', 'staging', ...answers.slice(0, 6).with(1, '12'));
      const flow = clientFile('acme').replace(
        /environments:\n[^]*/,
        "environments: { production: { account: '111122223333', region: us-east-1, domain: a.acme.example, deployRoleArn: 'arn:aws:iam::111122223333:role/deploy' } }\n",
      );
      work.client('beta', flow.replace('client: acme', 'client: beta'));
      const oneLine = await work.run('init', 'beta', '--environment', 'staging', ...answers.slice(0, 6));

      expect([wrong.code, oneLine.code]).toEqual([2, 2]);
      expect(wrong.stderr).toMatch(/environments\.staging\.account/);
      expect(oneLine.stderr).toMatch(/on one line/);
      expect(work.read('clients/acme/client.yaml')).toBe(clientFile('acme'));
    });

    test('a new client without tier and owner is told of both', async () => {
      const { code, stderr } = await staging();

      expect(code).toBe(2);
      expect(stderr).toMatch(/--tier and --owner/);
    });
  });

  test('tells all that is wrong with the answers at once', async () => {
    const { code, stderr } = await work.run('init', 'acme', '--tier', 'midmarket', ...answers.with(1, '12'));

    expect(code).toBe(2);
    expect(stderr).toMatch(/--tier "midmarket" is not known; did you mean "mid-market"/);
    expect(stderr).toMatch(/environments\.production\.account/);
    expect(work.exists('clients')).toBe(false);
  });

  test('tells an enterprise that it lacks the account of its archive, with all else', async () => {
    const { code, stderr } = await work.run(
      'init',
      'acme',
      '--tier',
      'enterprise',
      ...answers.slice(0, 8).with(1, '12'),
    );

    expect(code).toBe(2);
    expect(stderr).toMatch(/say --archive-account/);
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

    const { code, stdout } = await work.run('--version');

    const [first, ...more] = stdout.trimEnd().split('\n');
    expect([code, first]).toEqual([0, version]);
    expect(more).toEqual([
      'client file  schemaVersion 1',
      expect.stringMatching(/^prices +\d{4}-\d\d-\d\d( to \d{4}-\d\d-\d\d)?$/),
      expect.stringMatching(/^policies +1\d\d rules, [0-9a-f]{12}, compiled by opa \d+\.\d+\.\d+$/),
    ]);
  });

  test('alone shows the five usual commands, all of which there are', async () => {
    const { code, stdout } = await work.run();

    const usual = [...stdout.matchAll(/^ {2}groundplane (\w+)/gm)].map(([, name = '']) => name);
    expect([code, usual.length]).toEqual([0, 5]);
    for (const name of usual) expect((await work.run(name, '--help')).code).toBe(0);
  });

  test('takes --debug with every command, and tells with it only where an error of ours came from', async () => {
    work.client('acme', clientFile('acme', { phase: 'day-30' }));
    jest.spyOn(BLUEPRINTS.smb, 'problems').mockImplementation(() => {
      throw new TypeError('planted');
    });
    const synth = ['synth', '--client', 'acme', ...DAY];

    const [without, debugged] = [await work.run(...synth), await work.run(...synth, '--debug')];
    jest.restoreAllMocks();

    expect([without.code, debugged.code]).toEqual([3, 3]);
    expect(without.stderr).not.toMatch(/^ {4}at /m);
    expect(debugged.stderr).toMatch(/TypeError: planted\n {4}at /);
    expect((await work.run('synth', '--debug', '--client', 'nobody')).stderr).toMatch(/"nobody" is not in clients/);
  });
});
