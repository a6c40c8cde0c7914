import type { CostReport } from '../../checks/cost';
import { clientFile, DAY, Workspace } from './fixtures';

/** Terraform that nobody here made. */
const FOREIGN = JSON.stringify({
  provider: { aws: [{ region: 'eu-central-1' }] },
  resource: {
    aws_nat_gateway: { main: { subnet_id: 'subnet-1' } },
    aws_ebs_volume: { data: { type: 'gp2', size: 100, availability_zone: 'eu-central-1a' } },
  },
});

const USE_CASES = [
  'useCases:',
  '  claims:',
  '    owner: claims@acme.example',
  '    kpi: minutes a claim',
  '    model: assistant',
  '    requestsPerMonth: { low: 1000, expected: 5000, high: 20000 }',
  '    inputTokens: 2000',
  '    outputTokens: 300',
].join('\n');

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

/** The report on standard output. */
async function report(...args: string[]): Promise<CostReport> {
  const { stdout } = await work.run('cost', ...args, '--format', 'json', ...DAY);
  return JSON.parse(stdout);
}

describe('groundplane cost', () => {
  beforeEach(() => work.write('main.tf.json', FOREIGN));

  test('prices Terraform this library did not make, where its provider says it runs', async () => {
    const { code, stdout, stderr } = await work.run('cost', 'main.tf.json', '--format', 'json', ...DAY);
    const found: CostReport = JSON.parse(stdout);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(found).toMatchObject({
      schemaVersion: 1,
      currency: 'USD',
      region: 'eu-central-1',
      period: 'month',
      hours: 730,
    });
    // 730 × 0.052
    expect(found.lines.find(({ component }) => component === 'NAT gateway')).toMatchObject({
      address: 'aws_nat_gateway.main',
      status: 'priced',
      unit: 'hour',
      quantity: { expected: '730' },
      unitPrice: '0.052',
      monthly: { expected: '37.96' },
    });
  });

  test('prices a plan, with what is inside modules', async () => {
    const address = 'module.network.aws_nat_gateway.main[0]';
    const nat = { address, mode: 'managed', type: 'aws_nat_gateway', name: 'main', index: 0, values: {} };
    const provider = { provider_name: 'registry.terraform.io/hashicorp/aws', schema_version: 0 };
    const inside = [{ address: 'module.network', resources: [{ ...nat, ...provider }] }];
    work.write(
      'plan.json',
      JSON.stringify({
        format_version: '1.2',
        terraform_version: '1.11.4',
        planned_values: { root_module: { child_modules: inside } },
        configuration: { root_module: {} },
      }),
    );

    const found = await report('plan.json', '--region', 'us-east-1');

    expect(found.lines.find(({ component }) => component === 'NAT gateway')).toMatchObject({
      address,
      monthly: { expected: '32.85' },
    });
  });

  test('never prices by a region it does not know, and says so', async () => {
    work.write('main.tf.json', FOREIGN.replace('eu-central-1', '${var.region}').replace('eu-central-1a', 'a'));

    expect((await report('main.tf.json')).atLeast).toBe(true);
    expect((await report('main.tf.json', '--region', 'us-west-2')).region).toBe('us-west-2');
  });

  test.each([
    ['text', /^at least \$66 a month expected \(low \$45, high \$143\)\n/],
    ['markdown', /^## Cost: /],
  ])('prints %s', async (format, shape) => {
    const { code, stdout } = await work.run('cost', 'main.tf.json', '--format', format, ...DAY);

    expect(code).toBe(0);
    expect(stdout).toMatch(shape);
    expect(stdout).not.toContain('\u001b[');
  });

  test('writes all forms into a folder', async () => {
    const { stderr } = await work.run('cost', 'main.tf.json', '--output', 'out', ...DAY);

    expect(Object.keys(work.files('out'))).toEqual([
      'cost.csv',
      'cost.infracost.json',
      'cost.json',
      'cost.md',
      'cost.svg',
    ]);
    expect(stderr).toContain('written: out');
  });

  test('reads usage, and says what of it nobody asks for', async () => {
    work.write(
      'usage.yml',
      'version: 0.1\nresource_usage:\n  aws_nat_gateway.main: { monthly_data_processed_gb: 1000 }\n  azurerm_x.y: { a: 1 }\n',
    );
    const { stdout, stderr } = await work.run(
      'cost',
      'main.tf.json',
      '--usage',
      'usage.yml',
      '--format',
      'json',
      ...DAY,
    );
    const found: CostReport = JSON.parse(stdout);

    expect(found.lines.find(({ component }) => component === 'data processed')?.monthly.expected).toBe('52');
    expect(stderr).toContain('azurerm_x: no meter here asks for its usage');
  });

  test('tells what changed against an earlier report, and why', async () => {
    await work.run('cost', 'main.tf.json', '--output', 'before', ...DAY);
    work.write('main.tf.json', FOREIGN.replace('"gp2"', '"gp3"'));

    const { difference } = await report('main.tf.json', '--against', 'before/cost.json');

    expect(difference?.items).toMatchObject([{ kind: 'changed', address: 'aws_ebs_volume.data' }]);
    expect(difference?.because).toMatchObject({ usage: '0', prices: '0' });
  });

  test('warns of prices of sixty days, and in a strict run refuses those of half a year', async () => {
    const old = ['--date', '2027-06-01'];

    expect((await work.run('cost', 'main.tf.json', '--date', '2027-01-21')).stderr).toContain('61 days old');
    expect(await work.run('cost', 'main.tf.json', ...old)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('192 days old'),
    });
    expect(await work.run('cost', 'main.tf.json', '--strict', ...old)).toMatchObject({ code: 2, stdout: '' });
  });

  test.each([
    [
      'an unknown usage key',
      ['--usage', 'bad.yml'],
      { 'bad.yml': 'version: 0.1\nresource_usage:\n  aws_nat_gateway.main:\n    gigabytes: 1\n' },
      'bad.yml:4:5  resource_usage.aws_nat_gateway.main.gigabytes is no usage',
    ],
    ['an unknown region', ['--region', 'eu-centrl-1'], {}, 'did you mean "eu-central-1"'],
    [
      'a report that is none',
      ['--against', 'old.json'],
      { 'old.json': '{"schemaVersion": 1, "currency": "EUR"}' },
      'old.json: currency: found "EUR", allowed "USD"',
    ],
    ['a usage file that is not there', ['--usage', 'none.yml'], {}, 'none.yml is not there'],
    ['an unknown form', ['--format', 'pdf'], {}, '--format "pdf" is not known'],
    ['a client that is not there', ['--client', 'nobody'], {}, 'client "nobody" is not in clients/'],
  ])('refuses %s and writes nothing', async (_, args, files, message) => {
    for (const [name, text] of Object.entries(files)) work.write(name, text);
    const { code, stdout, stderr } = await work.run('cost', 'main.tf.json', '--output', 'out', ...args, ...DAY);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(work.exists('out')).toBe(false);
  });

  test('fails where a limit of the client is passed', async () => {
    work.client('acme', clientFile('acme', { environment: "    budget: { monthlyUsd: '10' }" }));
    const { code, stdout } = await work.run('cost', 'main.tf.json', '--client', 'acme', ...DAY);

    expect(code).toBe(1);
    expect(stdout).toMatch(/over: .*of 10.00 USD a month/);
  });

  test('holds the increase of each environment against its own earlier bill', async () => {
    const two = (nodes: number): string =>
      clientFile('acme', { environment: "    budget: { monthlyUsd: '5000', increaseUsd: '50' }" }).replace(
        'environments:\n',
        [
          'environments:',
          '  staging:',
          "    account: '111122224444'",
          '    region: us-east-1',
          '    domain: staging.ai.acme.example',
          '    stage: staging',
          "    deployRoleArn: 'arn:aws:iam::111122224444:role/deploy'",
          `    cluster: { systemNodes: { minNodes: ${nodes}, maxNodes: 6 } }`,
          "    budget: { monthlyUsd: '5000', increaseUsd: '50' }",
          '',
        ].join('\n'),
      );
    work.client('acme', two(2));
    await work.run('synth', '--client', 'acme', '--output', 'one', ...DAY);
    work.client('acme', two(5));
    await work.run('synth', '--client', 'acme', '--output', 'two', ...DAY);

    const { code, stdout } = await work.run('cost', 'two', '--client', 'acme', '--against', 'one/cost.json', ...DAY);

    expect(code).toBe(1);
    expect(stdout).toMatch(/over: acme staging, increase: /);
    expect(stdout).toMatch(/within: acme production, increase: 0\.00 USD more than before/);
  });

  test('only says so where the client wants no more', async () => {
    work.client('acme', clientFile('acme', { environment: "    budget: { monthlyUsd: '10', action: warn }" }));

    expect((await work.run('cost', 'main.tf.json', '--client', 'acme', ...DAY)).code).toBe(0);
  });
});

describe('a synth', () => {
  test('writes what the environment costs beside its stacks, with the ledger of its use cases', async () => {
    work.client('acme', clientFile('acme', { top: USE_CASES }));
    const { code } = await work.run('synth', '--client', 'acme', ...DAY);
    const written: CostReport = JSON.parse(work.read('cdktf.out/cost.json'));

    expect(code).toBe(0);
    expect(written.by.environment).toMatchObject([{ name: 'acme production' }]);
    expect(written.ledger).toMatchObject([{ useCase: 'claims', owner: 'claims@acme.example' }]);
    // 5,000 requests of 2,000 tokens
    expect(written.lines.find(({ component }) => component === 'model assistant: tokens in')?.quantity.expected).toBe(
      '10',
    );
    expect(work.read('cdktf.out/ledger.csv')).toContain('use-case:claims');
    expect(work.read('cdktf.out/cost.svg')).toContain('</svg>');
  });

  test('comes to the same as pricing its output', async () => {
    work.client('acme', clientFile('acme', { top: USE_CASES }));
    await work.run('synth', '--client', 'acme', ...DAY);

    const priced = await report('cdktf.out', '--client', 'acme');

    expect(priced).toEqual(JSON.parse(work.read('cdktf.out/cost.json')));
  });

  test('refuses a use case whose API has no price, with its line, and writes nothing', async () => {
    work.client('acme', clientFile('acme', { top: `${USE_CASES}\n    api: openai/gpt-9` }));
    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/clients\/acme\/client.yaml:16:\d+ +useCases.claims.api .*no price of openai\/gpt-9/);
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test.each([
    [
      'a model that is not there',
      USE_CASES.replace('model: assistant', 'model: asistant'),
      /useCases.claims.model "asistant" is no model/,
    ],
    ['low above expected', USE_CASES.replace('low: 1000', 'low: 9000'), /low, expected and high in that order/],
    ['a negative quantity', USE_CASES.replace('inputTokens: 2000', 'inputTokens: -1'), /useCases.claims.inputTokens/],
    [
      'leave to pass the budget for longer than half a year',
      "budget: { waiver: { reason: 'two platforms side by side for a while', owner: ops, expires: 2027-06-01, ticket: OPS-1 } }",
      /budget.waiver.expires .*more than 180 days ahead/,
    ],
    [
      'office hours of no pool',
      'commitments: { officeHours: { pools: [night], hoursPerWeek: 40 } }',
      /"night" is no pool/,
    ],
    [
      'a plan for a family without its name',
      "commitments: { savingsPlans: [{ kind: ec2-instance, years: 1, hourlyUsd: '1' }] }",
      /a family with kind ec2-instance/,
    ],
  ])('refuses %s', async (_, top, message) => {
    work.client('acme', clientFile('acme', { top }));
    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test('refuses a use case whose own model has no price', async () => {
    const models = 'models: { assistant: { provider: bedrock, model: amazon.nova-light-v1:0 } }';
    work.client('acme', clientFile('acme', { top: `${models}\n${USE_CASES}` }));
    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /client.yaml:13:\d+ +useCases.claims.model .*no price of bedrock\/amazon.nova-light-v1:0\/input[^]*nearest with a price: amazon.nova-lite-v1:0, /,
    );
  });

  test('stops where a limit on a stack is passed, or too many lines have no price', async () => {
    work.client('acme', clientFile('acme', { environment: "    budget: { stacks: { network: '1' } }" }));
    work.client('far', clientFile('far').replace('us-east-1', 'sa-east-1'));

    expect(await work.run('synth', '--client', 'acme', ...DAY)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('limit "stack network" is passed'),
    });
    expect((await work.run('synth', '--client', 'far', ...DAY)).stdout).toContain(
      'limit "lines without a price" is passed',
    );
  });
});
