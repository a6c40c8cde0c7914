import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json } from '../../contract';
import { Workspace } from './fixtures';

const ROOT = join(__dirname, '../..');
const EXAMPLES = readdirSync(join(ROOT, 'clients')).filter((name) => name.startsWith('example-'));

function golden(file: string): string {
  return readFileSync(join(ROOT, 'test/golden', file), 'utf8');
}

/** `<stack>/<address>` of every resource below a folder of stacks, sorted. */
function addresses(files: Record<string, string>): string[] {
  return Object.entries(files)
    .filter(([path]) => path.endsWith('cdk.tf.json'))
    .flatMap(([path, text]) => {
      const json: Json = JSON.parse(text);
      const resources = isObject(json) && isObject(json.resource) ? json.resource : {};
      return Object.entries(resources).flatMap(([type, named]) =>
        Object.keys(isObject(named) ? named : {}).map((name) => `${path.split('/')[0]}/${type}.${name}`),
      );
    })
    .sort();
}

describe.each(EXAMPLES)('%s', (client) => {
  const workspace = new Workspace();
  const args = ['--clients', join(ROOT, 'clients'), '--output', 'out', '--date', '2026-11-21'];

  beforeAll(async () => {
    await workspace.run('synth', '--client', client, ...args);
  });
  afterAll(() => workspace.remove());

  test('is reported as its reviewers last saw it; `npm run goldens` writes what they shall see', () => {
    expect(workspace.read('out/report.md')).toBe(golden(`${client}.md`));
  });

  test('keeps every address: another one would be another resource', () => {
    expect(addresses(workspace.files('out/stacks'))).toEqual(golden(`${client}.addresses.txt`).trim().split('\n'));
  });
});
