import { DAY, Workspace } from './fixtures';

const work = new Workspace();
afterAll(() => work.remove());

interface Change {
  address: string;
  actions: string[];
  replace_paths?: unknown[];
}

/** A plan as `terraform show -json` prints it, of which only the changes matter. */
function plan(changes: readonly Change[], outputs: { planned?: object; prior?: object } = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { outputs: outputs.planned, root_module: {} },
    prior_state: { values: { outputs: outputs.prior, root_module: {} } },
    resource_changes: changes.map(({ address, ...change }) => {
      const [type, name] = address.split('.');
      return { address, mode: 'managed', type, name, change };
    }),
    configuration: { root_module: {} },
  });
}

const destroyed: Change = { address: 'aws_rds_cluster.db', actions: ['delete'] };
const replaced: Change = { address: 'aws_rds_cluster.db2', actions: ['delete', 'create'], replace_paths: [['engine']] };
const route: Change = { address: 'aws_route_table.a', actions: ['create', 'delete'] };

async function check(text: string, ...options: string[]) {
  work.write('plan.json', text);
  return work.run('check', 'plan.json', '--region', 'eu-central-1', ...DAY, ...options);
}

describe('a check of a plan', () => {
  test.each([
    ['smb', 0],
    ['mid-market', 1],
    ['enterprise', 1],
  ])('in %s that ends data ends with %i and is never silent', async (tier, code) => {
    const found = await check(plan([route, destroyed, replaced]), '--tier', tier);

    expect(found.code).toBe(code);
    expect(found.stdout).toMatch(/ends +1 destroyed, 2 replaced; 2 of them hold data/);
    expect(found.stdout).toMatch(
      /destroy aws_rds_cluster.db: holds data\n.*replace aws_rds_cluster.db2: holds data, because of engine\n.*replace aws_route_table.a\n/,
    );
    expect(found.stdout).toMatch(code === 1 ? /deny PAI-BCK-006/ : /warn PAI-BCK-006/);
  });

  test('counts rules, and the places where they are broken', async () => {
    const two = await check(plan([destroyed, replaced]), '--tier', 'enterprise');
    const one = await check(plan([destroyed]), '--tier', 'enterprise');

    expect(two.stdout).toMatch(/do not deploy: 1 rule broken in 2 places\n/);
    expect(one.stdout).toMatch(/do not deploy: 1 rule broken that must not be\n/);
  });

  test('lists what ends for a program, what keeps data first', async () => {
    const { stdout } = await check(plan([route, destroyed]), '--tier', 'enterprise', '--format', 'json');

    expect(JSON.parse(stdout).environments[0].ends).toEqual([
      expect.objectContaining({ address: 'aws_rds_cluster.db', action: 'destroy', holdsData: true, allowed: false }),
      expect.objectContaining({ address: 'aws_route_table.a', action: 'replace', holdsData: false }),
    ]);
  });

  test('tells it in the comment of a pull request', async () => {
    const { stdout } = await check(plan([destroyed]), '--tier', 'enterprise', '--format', 'github');

    expect(stdout).toMatch(/PAI-BCK-006/);
  });

  test('leaves a warning where the end is wanted, and refuses a wish about something else', async () => {
    const wanted = await check(plan([destroyed]), '--tier', 'enterprise', '--allow-destroy', 'aws_rds_cluster.db');
    const other = await check(plan([destroyed]), '--tier', 'enterprise', '--allow-destroy', 'aws_rds_cluster.dbx');

    expect(wanted).toMatchObject({ code: 0, stdout: expect.stringMatching(/warn PAI-BCK-006/) });
    expect(other).toMatchObject({ code: 2, stderr: expect.stringMatching(/aws_rds_cluster.dbx/) });
  });

  test.each([
    ['what Terraform only forgets', { address: 'aws_s3_bucket.a', actions: ['forget'] }],
    ['what is made', { address: 'aws_s3_bucket.a', actions: ['create'] }],
    ['what stays', { address: 'aws_s3_bucket.a', actions: ['no-op'] }],
  ])('says nothing of %s', async (_, change) => {
    const { code, stdout } = await check(plan([change]), '--tier', 'enterprise');

    expect(code).toBe(0);
    expect(stdout).not.toMatch(/ {2}ends /);
  });

  test('knows what a stack was that the plan destroys whole', async () => {
    const value = JSON.stringify({
      schemaVersion: 1,
      client: 'acme',
      environment: 'staging',
      stage: 'staging',
      tier: 'enterprise',
      phase: 'pilot',
      stack: 'data',
      partition: 'aws',
      region: 'eu-central-1',
      account: '111122223333',
      owner: 'a@b.example',
      dataClasses: [],
      intents: [],
    });

    const { code, stdout } = await check(plan([destroyed], { prior: { groundplane: { value } } }));

    expect(stdout).toMatch(/^acme · staging · enterprise/);
    expect(stdout).toMatch(/warn PAI-BCK-006/);
    expect(code).toBe(0);
  });
});

test('a plan does not stop for protection that no plan shows, and says so', async () => {
  const kept = { address: 'aws_kinesis_stream.s', mode: 'managed', type: 'aws_kinesis_stream', name: 's', values: {} };
  const whole = JSON.parse(plan([]));
  whole.planned_values.root_module.resources = [kept];

  const { stdout } = await check(JSON.stringify(whole), '--tier', 'enterprise');

  expect(stdout).toMatch(/not shown by a plan: PAI-BCK-006 aws_kinesis_stream.s/);
  expect(stdout).not.toMatch(/known only after apply: PAI-BCK-006/);
  expect(stdout).not.toMatch(/deny PAI-BCK-006/);
});
