import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '../bin/fixtures';
import { describeWith } from '../tools';

const DOCS = join(__dirname, '../../docs');

/** Workflows of the pages, by page. */
const WORKFLOWS = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    [...readFileSync(join(DOCS, path), 'utf8').matchAll(/```yaml\n(name: [\s\S]*?)```/g)].map(
      ([, text = '']): [string, string] => [path, text],
    ),
  );

test('there are workflows to copy', () => {
  expect(WORKFLOWS.length).toBeGreaterThan(0);
});

describe('our commands in a workflow', () => {
  const commands = WORKFLOWS.flatMap(([, text]) =>
    [...text.matchAll(/npx groundplane ([a-z]+)(.*)/g)].map(([, verb = '', rest = '']): [string, string[]] => [
      verb,
      [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, option = '']) => option),
    ]),
  );

  test.each(commands)('%s takes %j', async (verb, options) => {
    const workspace = new Workspace();
    const { code, stdout } = await workspace.run(verb, '--help');
    workspace.remove();

    expect(code).toBe(0);
    for (const option of options) expect(stdout).toMatch(new RegExp(`${option}\\b`));
  });
});

describeWith('actionlint', 'actionlint finds nothing', (actionlint) => {
  test.each(WORKFLOWS)('in the workflow of %s', (_, text) => {
    const { status, stdout, stderr } = spawnSync(actionlint, ['-no-color', '-'], { input: text, encoding: 'utf8' });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('and would find a job that needs one there is not', () => {
    const [[, text] = ['', '']] = WORKFLOWS;
    const broken = text.replace('needs: difference', 'needs: diff');

    expect(broken).not.toBe(text);
    expect(spawnSync(actionlint, ['-no-color', '-'], { input: broken, encoding: 'utf8' }).status).toBe(1);
  });
});
