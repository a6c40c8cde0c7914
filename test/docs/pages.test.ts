import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Decimal } from 'decimal.js';
import { type Json, TIERS } from '../../contract';
import { clientFile, DAY, Workspace } from '../bin/fixtures';
import { pick } from '../lib/fixtures';

const ROOT = join(__dirname, '../..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
  ...TIERS.map((tier) => `blueprints/${tier}/README.md`),
];

function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Lines a reader would run, continuation lines joined, comments cut. */
function commands(text: string): string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

test.each(PAGES)('every link of %s leads somewhere', (path) => {
  const links = [...page(path).matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, target = '']) => target);

  const dead = links.filter((target) => !existsSync(join(ROOT, dirname(path), target)));

  expect(dead).toEqual([]);
});

describe('commands of the pages', () => {
  const ours = [
    ...new Set(
      PAGES.flatMap((path) => commands(page(path)))
        .map((line) => line.replace(/^.*&& (?=npx groundplane)/, ''))
        .filter((line) => /^npx groundplane (init|synth|check|explain|config) /.test(line)),
    ),
  ];
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  test('are some', () => {
    expect(ours.length).toBeGreaterThan(5);
  });

  test.each(ours)('%s', async (line) => {
    const [verb = '', ...args] = line.split(' ').slice(2);
    if (verb !== 'init') workspace.client('acme', clientFile('acme', { tier: 'mid-market' }));
    if (verb === 'check') {
      await workspace.run('synth', '--client', 'acme', ...DAY);
      const stack: Json = JSON.parse(workspace.read('cdktf.out/stacks/acme-production-network/cdk.tf.json'));
      const outputs = { groundplane: { sensitive: false, value: pick(stack, 'output', 'groundplane', 'value') } };
      const plan = { format_version: '1.2', planned_values: { outputs, root_module: {} } };
      workspace.write('plan.json', JSON.stringify(plan));
    }
    const clients =
      verb === 'check' || line.includes('acme') ? [] : ['--clients', relative(workspace.root, join(ROOT, 'clients'))];

    const ran = await workspace.run(verb, ...args, ...clients, ...(verb === 'init' ? [] : DAY));

    expect(ran).toMatchObject({ code: 0 });
  });
});

test('the mistake shown in the README looks like that', async () => {
  const shown = /```text\n {2}(clients\/acme\/client\.yaml[\s\S]*?) {2}```/.exec(page('README.md'))?.[1] ?? 'none';
  const workspace = new Workspace();
  workspace.client('acme', clientFile('acme', { tier: 'mid-markt' }));

  const { stderr } = await workspace.run('synth', '--client', 'acme', ...DAY);
  workspace.remove();

  expect(stderr).toContain(shown.replace(/^ {2}/gm, '').trimEnd());
});

test('the first synth shown in the README says what it says there', async () => {
  const text = page('README.md');
  const shown = /```text\n( {3}acme · production[\s\S]*?) {3}```/.exec(text)?.[1] ?? 'none';
  const parts = shown
    .split('\n')
    .flatMap((line) => line.slice(3).split('…'))
    .map((part) => part.replace(/^, |,? $/g, '').trimEnd());
  const init = commands(text).find((line) => line.startsWith('npx groundplane init acme --tier')) ?? '';
  const workspace = new Workspace();

  await workspace.run(...init.split(/ +/).slice(2));
  const { stdout } = await workspace.run('synth', '--client', 'acme', ...DAY);
  workspace.remove();

  expect(parts.length).toBeGreaterThan(5);
  expect(parts.filter((part) => !stdout.includes(part))).toEqual([]);
});

test.each(TIERS)('the bill of %s in the README is the bill of its example, to 3 %%', async (tier) => {
  const about = new RegExp(`\\[${tier}\\][^|]*about \\$([\\d,]+)`).exec(page('README.md'))?.[1] ?? 'none';
  const workspace = new Workspace();
  const clients = ['--clients', join(ROOT, 'clients')];
  const args = ['--client', `example-${tier}`, '--environment', 'production', ...clients, '--format', 'json', ...DAY];

  const { stdout } = await workspace.run('synth', ...args);
  workspace.remove();

  const report: Json = JSON.parse(stdout);
  const expected = pick(report, 'environments', 0, 'cost', 'total', 'expected');

  expect(new Decimal(about.replace(',', '')).div(String(expected)).minus(1).abs().toNumber()).toBeLessThan(0.03);
});
