import { clientFile, DAY, Workspace } from './fixtures';

const work = new Workspace();
beforeAll(async () => {
  work.client('acme', clientFile('acme'));
  await work.run('synth', '--client', 'acme', ...DAY);
});
afterAll(() => work.remove());

const network = 'cdktf.out/stacks/acme-production-network/cdk.tf.json';

describe('a check', () => {
  test('of our own output asks for no tier and gives one JSON object', async () => {
    const { code, stdout } = await work.run('check', 'cdktf.out', '--format', 'json', ...DAY);

    const checked = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(checked).toMatchObject({
      schemaVersion: 1,
      policy: { findings: [], summary: { deny: 0 } },
      cost: { currency: 'USD', region: 'us-east-1', period: 'month', hours: 730 },
    });
    expect(checked.cost.lines.length).toBeGreaterThan(10);
  });

  test('works after a stop verdict too, which left no manifest', async () => {
    const closed = new Workspace();
    closed.client('acme', clientFile('acme', { environment: '    cluster: { apiCidrs: [0.0.0.0/0] }' }));
    await closed.run('synth', '--client', 'acme', ...DAY);

    const { code, stdout } = await closed.run('check', 'cdktf.out', ...DAY);

    expect(code).toBe(1);
    expect(stdout).toMatch(/PAI-EKS-001/);
    closed.remove();
  });

  test('with a client is held to its budget, and to that of the environment it is', async () => {
    const text = clientFile('poor', { environment: "    budget: { monthlyUsd: '1' }" });
    work.client('poor', text.replaceAll('production:', 'staging:'));
    work.client('acme-poor', clientFile('acme-poor', { environment: "    budget: { monthlyUsd: '1' }" }));

    const free = await work.run('check', 'cdktf.out', ...DAY);
    const held = await work.run('check', 'cdktf.out', '--client', 'acme-poor', ...DAY);
    const other = await work.run('check', 'cdktf.out', '--client', 'poor', ...DAY);

    expect([free.code, held.code, other.code]).toEqual([0, 1, 2]);
    expect(free.stdout).toMatch(/terms of money, which count with --client: budget/);
    expect(held.stdout).not.toMatch(/terms of money/);
    expect(held.stdout).toMatch(/budget \$1/);
    expect(other.stderr).toMatch(/no environment "production" to take terms from; it has staging/);
  });

  test('of one file judges that stack', async () => {
    const { stdout } = await work.run('check', network, '--format', 'json', ...DAY);

    expect(JSON.parse(stdout).environments[0].stacks).toEqual([expect.objectContaining({ name: 'network' })]);
  });

  test('of a file made by anybody needs a tier, and prices and judges what is in it', async () => {
    work.write(
      'other.tf.json',
      JSON.stringify({
        provider: { aws: { region: 'us-east-1' } },
        resource: {
          aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
          aws_nat_gateway: { out: { subnet_id: 'subnet-1', allocation_id: 'eip-1' } },
          aws_quantum_cache: { q: { size: 3 } },
        },
      }),
    );

    const without = await work.run('check', 'other.tf.json', ...DAY);
    const { code, stdout } = await work.run(
      'check',
      'other.tf.json',
      '--tier',
      'mid-market',
      '--format',
      'json',
      ...DAY,
    );

    expect(without.code).toBe(2);
    expect(without.stderr).toMatch(/--tier/);
    const checked = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(checked.policy.findings.map((finding: { id: string }) => finding.id)).toContain('PAI-NET-003');
    expect(checked.cost.atLeast).toBe(true);
    expect(JSON.stringify(checked.cost.unpriced)).toContain('aws_quantum_cache');
  });

  test.each([
    ['that is not there', 'nothing.json', undefined, /is not there/],
    ['that is no JSON', 'broken.json', '{"resource": ', /is not JSON/],
    ['that holds a list', 'list.json', '[]', /no JSON object/],
    ['that is JSON but no Terraform', 'recipe.json', '{"flour": 3}', /Terraform|terraform/],
  ])('of something %s says so and ends with 2', async (_, path, text, expected) => {
    if (text !== undefined) work.write(path, text);

    const { code, stdout, stderr } = await work.run('check', path, '--tier', 'smb', ...DAY);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });
});

test('what has no price has no figure either: without a region the bill is not known, and no phase is made up', async () => {
  const workspace = new Workspace();
  workspace.write('main.tf.json', '{"resource":{"aws_nat_gateway":{"n":{"subnet_id":"s"}}}}');

  const { stdout } = await workspace.run('check', 'main.tf.json', '--tier', 'smb', ...DAY);
  workspace.remove();

  expect(stdout).toContain('not known: nothing of it has a price here');
  expect(stdout).not.toMatch(/\$0|day-30/);
});
