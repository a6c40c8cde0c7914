import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
  work.client('acme', clientFile('acme'));
});
afterEach(() => work.remove());

describe('stacks a client has of its own', () => {
  test.each([
    ['throw', 'module.exports = () => {\n  throw new Error("no subnet");\n};', 'clients/acme/stacks.js:2: no subnet'],
    ['do not parse', 'module.exports = (', 'clients/acme/stacks.js:1: '],
    ['are not there', "require('./none.js')", "Cannot find module './none.js'"],
    [
      'export an object',
      'module.exports = { build() {} };',
      'clients/acme/stacks.js exports object; write module.exports = (app',
    ],
  ])('that %s are told with their file, and nothing is written', async (_, text, message) => {
    work.write('clients/acme/stacks.js', text);

    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^clients\/acme\/stacks\.js/);
    expect(stderr).toContain(message);
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test('are not followed through a link', async () => {
    work.write('elsewhere.js', 'module.exports = () => undefined;');
    symlinkSync(join(work.root, 'elsewhere.js'), join(work.root, 'clients/acme/stacks.js'));

    expect(await work.run('synth', '--client', 'acme', ...DAY)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('clients/acme/stacks.js is no file'),
    });
  });

  test('are asked once for each environment, with its settings', async () => {
    work.write(
      'clients/acme/stacks.js',
      'module.exports = (app, { environment, client }) => { throw new Error([typeof app.synth, client, environment.name].join(" ")); };',
    );

    expect((await work.run('synth', '--client', 'acme', ...DAY)).stderr).toContain('function acme production');
  });
});
