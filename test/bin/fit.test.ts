import { DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

describe('fit', () => {
  test('of a model that starts says what is left, and ends well', async () => {
    const { code, stdout } = await work.run(
      'fit',
      '--model',
      'qwen3-8b',
      '--instance',
      'g6.xlarge',
      '--context',
      '8192',
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/^qwen3-8b bf16 on g6\.xlarge, 1 GPU an engine, 8192 tokens: starts, 0\.\d+ USD an hour/);
    expect(stdout).not.toMatch(/instead/);
  });

  test('of one that does not names what does, each with its price or why there is none, and ends with a verdict', async () => {
    const asked = ['--model', 'qwen3-14b', '--instance', 'g6.xlarge', '--context', '16384', '--format', 'json'];

    const { code, stdout } = await work.run('fit', ...asked);

    const answer: { alternatives: { hourly: { usd: string } | { unpriced: string } }[] } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(answer).toMatchObject({ fits: false, problems: [{ code: 'ModelTooLarge' }] });
    expect(answer.alternatives.length).toBeGreaterThan(2);
    for (const { hourly } of answer.alternatives) expect(Object.keys(hourly)[0]).toMatch(/^(usd|unpriced)$/);
    for (const { hourly } of answer.alternatives) if ('usd' in hourly) expect(Number(hourly.usd)).toBeGreaterThan(0);
  });

  test('of one that no node holds names how many do, priced together, and says of those that they hold it', async () => {
    const asked = ['--model', 'deepseek-r1', '--instance', 'p5.48xlarge', '--context', '32768', '--format', 'json'];

    const [one, two] = [await work.run('fit', ...asked), await work.run('fit', ...asked, '--nodes', '2')];

    const refused: { hourly: { usd: string }; alternatives: { change: string; hourly: { usd: string } }[] } =
      JSON.parse(one.stdout);
    const nodes = refused.alternatives.find(({ change }) => change === 'nodes');
    expect([one.code, two.code]).toEqual([1, 0]);
    expect(nodes).toMatchObject({ nodes: 2, instanceType: 'p5.48xlarge' });
    expect(Number(nodes?.hourly.usd)).toBeCloseTo(2 * Number(refused.hourly.usd), 6);
    expect(JSON.parse(two.stdout)).toMatchObject({ fits: true, nodes: 2, hourly: nodes?.hourly });
  });

  test('of one that does not start names what does cheapest first, and no room below zero', async () => {
    const asked = ['--model', 'qwen3-32b', '--instance', 'g6.xlarge', '--context', '8192', '--region', 'us-east-1'];

    const { stdout } = await work.run('fit', ...asked);

    const prices = [...stdout.matchAll(/instead: .* ([\d.]+) USD/g)].map(([, usd]) => Number(usd));
    expect(prices.length).toBeGreaterThan(1);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(stdout).toMatch(/need [\d.]+ more, before any cache\n {2}no context starts on it/);
  });

  test.each([
    [['--model', 'foo'], /"foo" is not known \(/, /did you mean/],
    [['--model', 'qwen3-8'], /did you mean "qwen3-8b"\?/, /never/],
    [['--model', 'qwen3-8b', '--instance', 'g6e.12xlarg'], /did you mean "g6e\.12xlarge"\?/, /t3\.|m6i\./],
    [['--model', 'qwen3-8b', '--instance', 'm6i.large'], /has no GPU|not known/, /did you mean "m6i/],
  ])('of a word that is not known names one only if it is near: %j', async (asked, told, not) => {
    const { code, stderr } = await work.run('fit', ...asked);

    expect(code).not.toBe(0);
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(not);
  });

  test('of one that takes more than one change says all of them', async () => {
    const { stdout } = await work.run(
      'fit',
      ...'--model deepseek-r1 --instance g6e.xlarge --context 8192 --region eu-central-1'.split(' '),
    );

    expect(stdout).toMatch(/instead: 5 nodes of g6e\.12xlarge with 4 GPUs of each, \d+(\.\d+)? USD an hour/);
  });

  test('prices nothing at zero where a region is not in the book', async () => {
    const { stdout } = await work.run(
      'fit',
      '--model',
      'qwen3-8b',
      '--instance',
      'g5.xlarge',
      '--region',
      'eu-north-1',
    );

    expect(stdout).toMatch(/not priced: no prices of eu-north-1 in the book/);
    expect(stdout).not.toMatch(/ 0 USD/);
  });

  test('without an instance lists which of the region hold it, the cheapest first and what has no price last', async () => {
    const asked = ['fit', '--model', 'qwen3-14b', '--context', '16384', '--region', 'eu-central-1'];

    const { code, stdout } = await work.run(...asked);
    const json = JSON.parse((await work.run(...asked, '--format', 'json')).stdout);

    const types: string[] = json.instances.map(({ instanceType }: { instanceType: string }) => instanceType);
    const usd: (string | undefined)[] = json.instances.map(({ hourly }: { hourly: { usd?: string } }) => hourly.usd);
    const priced = usd.flatMap((price) => (price === undefined ? [] : [Number(price)]));
    expect(code).toBe(0);
    expect(types).toContain('g6e.xlarge');
    expect(types).not.toContain('g6.xlarge');
    expect(priced.length).toBeGreaterThan(3);
    expect(priced).toEqual([...priced].sort((a, b) => a - b));
    expect(usd.slice(priced.length).every((price) => price === undefined)).toBe(true);
    expect(stdout.split('\n')[1]).toMatch(
      new RegExp(`^ {2}${types[0]?.replace('.', '\\.')} .* ${priced[0]} USD an hour$`),
    );
  });

  test('lists what one instance is told to hold, and nothing else', async () => {
    const asked = ['--model', 'qwen3-32b', '--context', '8192', '--region', 'us-east-1', '--format', 'json'];
    const listed: { instances: { instanceType: string }[] } = JSON.parse((await work.run('fit', ...asked)).stdout);

    for (const type of ['g6.xlarge', 'g6.12xlarge', 'g6e.xlarge', 'g6e.12xlarge', 'p5.48xlarge', 'g5.xlarge']) {
      const { code } = await work.run('fit', ...asked, '--instance', type);
      expect([type, listed.instances.some(({ instanceType }) => instanceType === type)]).toEqual([type, code === 0]);
    }
  });

  test('of a model that no instance of the region holds ends with a verdict', async () => {
    const { code, stdout } = await work.run(
      'fit',
      '--model',
      'qwen3-32b',
      '--concurrency',
      '9999',
      '--tensor-parallel',
      '1',
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/held by 0 of the \d+ GPU instance types that us-east-1 is known to sell/);
  });

  test('where no type holds it, several nodes that do are named, with their price', async () => {
    const { code, stdout } = await work.run(
      'fit',
      '--model',
      'deepseek-r1',
      '--precision',
      'bf16',
      '--context',
      '32768',
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/\d nodes of [a-z0-9.]+ hold it with fp8, [\d.]+ USD an hour: --nodes \d --precision fp8/);
  });

  test.each([
    ['--region', 'eu-centrl-1', /did you mean "eu-central-1"/],
    ['--model', 'qwen3-9b', /did you mean "qwen3-8b"/],
    ['--instance', 'g6.xlarg', /did you mean "g6\.xlarge"/],
    ['--instance', 'm7i.large', /m7i\.large has no GPU/],
    ['--nodes', '41', /--nodes 41 is more than 8/],
    ['--context', '0', /not a whole number above zero/],
    ['--precision', 'fp4', /did you mean "fp/],
  ])('refuses %s %s', async (option, value, message) => {
    const asked = ['--model', 'qwen3-8b', '--instance', 'g6.xlarge'];

    const { code, stderr } = await work.run('fit', ...asked, option, value);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('of a client is of its region, where none is said', async () => {
    await work.run(
      'init',
      'acme',
      ...'--tier smb --account 111122223333 --region eu-central-1 --domain a.example --owner a@a.example'.split(' '),
    );
    const asked = ['fit', '--model', 'qwen3-8b', '--context', '8192', '--client', 'acme', ...DAY];

    expect((await work.run(...asked)).stdout).toMatch(/that eu-central-1 is known to sell/);
    expect((await work.run(...asked, '--region', 'us-east-1')).stdout).toMatch(/that us-east-1 is known to sell/);
  });

  test('knows the models of a client', async () => {
    const card =
      '{ purpose: chat, licence: none, parametersB: 8, embeddingParametersB: 1, layers: 32, heads: 32, attention: { kind: grouped, kvHeads: 8, headSize: 128 }, contextTokens: 32768, checkpoints: { bf16: { repository: acme/ours } }, lora: true }';
    await work.run(
      'init',
      'acme',
      ...'--tier smb --account 111122223333 --region us-east-1 --domain a.example --owner a@a.example'.split(' '),
    );
    const path = 'clients/acme/client.yaml';
    work.write(path, work.read(path).replace('environments:', `catalogue: { ours: ${card} }\nenvironments:`));

    const { stdout } = await work.run(
      'fit',
      '--model',
      'ours',
      '--instance',
      'g6.xlarge',
      '--context',
      '8192',
      '--client',
      'acme',
      ...DAY,
    );

    expect(stdout).toMatch(/^ours bf16 on g6\.xlarge.*: starts/);
  });
});
