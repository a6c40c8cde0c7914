import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { parse } from 'yaml';
import { Manifests } from '../../../lib/manifests';
import { describeReal } from '../needs';
import { must } from '../programs';
import { Deployment } from './deployment';
import { World } from './world';

const TEXTS = {
  home: '${HOME}',
  directive: '%{ if true }yes%{ endif } %%{ $${a} $$ {b}',
  function: '${file("/etc/passwd")}',
  quotes: `"double" 'single' \\"escaped\\" \\n`,
  lines: 'first\nsecond\n\n  third\ttab',
  letters: 'Grüße, 日本, 👋',
};

describeReal('text that a user wrote', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  test('stands in the tags of what exists just as in the client file', async () => {
    const smb = { client: 'example-smb', environment: 'production' };
    const deployment = await Deployment.make(world, smb, [{ path: ['tags'], value: TEXTS }]);

    await deployment.apply('network');

    const vpc = world.inventory().find(({ type }) => type === 'aws_vpc');
    expect(vpc?.tags).toMatchObject(TEXTS);
  });

  test('would be run as code by Terraform if it were not escaped', async () => {
    const smb = { client: 'example-smb', environment: 'production' };
    const deployment = await Deployment.make(world, smb, [{ path: ['tags'], value: { file: TEXTS.function } }]);
    const stack = deployment.stack('network');
    stack.edit((json) => {
      Object.assign(json, JSON.parse(JSON.stringify(json).replaceAll('$${file', '${file')));
    });

    await deployment.apply('network');

    const vpc = world.inventory().find(({ type }) => type === 'aws_vpc');
    expect(vpc?.tags?.['file']).toContain('root:');
  });
});

describeReal('a prompt in a Kubernetes object', ['terraform', 'stand-in', 'python', 'tools'], () => {
  test('comes out of Terraform and Helm as it went in', async () => {
    const world = await World.open();
    try {
      const folder = mkdtempSync(join(world.folder, 'prompt-'));
      const app = new App({ outdir: folder });
      const stack = new TerraformStack(app, 'prompts');
      new LocalBackend(stack, { path: 'terraform.tfstate' });
      new HelmProvider(stack, 'Helm');
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prompts', namespace: 'a' }, data: TEXTS };
      new Manifests(stack, 'Prompts', { name: 'prompts', namespace: 'a', resources: [map] });
      app.synth();
      const options = { cwd: join(folder, 'stacks/prompts'), env: world.env };
      await must('terraform', ['init', '-input=false'], options);
      await must('terraform', ['apply', '-input=false', '-auto-approve'], options);

      const { stdout } = await must('terraform', ['show', '-json'], options);
      const state: { values: { root_module: { resources: { values: { chart: string; values: string[] } }[] } } } =
        JSON.parse(stdout);
      const [release] = state.values.root_module.resources;
      const input = release?.values.values[0] ?? '';
      const args = ['template', 'prompts', release?.values.chart ?? '', '--values', '-'];
      const rendered: { data: unknown } = parse((await must('helm', args, { ...options, input })).stdout);

      expect(rendered.data).toEqual(TEXTS);
    } finally {
      await world.close();
    }
  });
});
