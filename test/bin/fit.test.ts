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

  test.each([
    ['--model', 'qwen3-9b', /did you mean "qwen3-8b"/],
    ['--instance', 'g6.xlarg', /did you mean "g6\.xlarge"/],
    ['--instance', 'm7i.large', /m7i\.large has no GPU/],
    ['--context', '0', /not a whole number above zero/],
    ['--precision', 'fp4', /did you mean "fp/],
  ])('refuses %s %s', async (option, value, message) => {
    const asked = ['--model', 'qwen3-8b', '--instance', 'g6.xlarge'];

    const { code, stderr } = await work.run('fit', ...asked, option, value);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
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
