import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { Consumer, peers } from './consumer';

const DATE = ['--date', '2026-11-21'];
/** What an app on CDK Terrain writes into its package.json. */
const TERRAIN = { cdktf: 'npm:cdktn@0.24.0', constructs: '~10.7.0' };

const APP = `
import { readFileSync } from 'node:fs';
import { App, Testing } from 'cdktf';
import { BLUEPRINTS, loadClient, type Settings } from 'groundplane';
import { judge } from 'groundplane/checks';
import { NetworkStack } from 'groundplane/stacks';
import { Key } from 'groundplane/lib/key';

const file = 'clients/example-smb/client.yaml';
const client = loadClient(readFileSync(file), file, {
  today: '2026-11-21',
  defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
  tierProblems: (settings: Settings) => BLUEPRINTS[settings.tier].problems(settings),
});
if (!client.ok) throw new Error('the example is refused');
const app = new App({ outdir: 'own' });
for (const { settings } of client.environments) BLUEPRINTS[settings.tier].build(app, settings);
app.synth();

const used: unknown[] = [judge, NetworkStack, Key, Testing];
if (used.includes(undefined)) throw new Error('an export is empty');
`;

describeReal('an app that installs the package', ['packages'], () => {
  let app: Consumer;

  beforeAll(async () => {
    app = await Consumer.install(peers());
  });
  afterAll(() => app.remove());

  test('runs the command line: it synthesizes, judges and reports', async () => {
    const { stdout } = await app.run('npx', 'groundplane', 'synth', '--client', 'example-smb', ...DATE);

    expect(stdout).toContain('nothing stands against a deploy');
    expect([...app.files('cdktf.out').keys()]).toEqual(
      expect.arrayContaining(['manifest.json', 'report.md', 'stacks/example-smb-production-network/cdk.tf.json']),
    );
  });

  test('is what the cdktf command line runs, and has the pages it names', async () => {
    await app.run('env', 'CLIENT=example-smb', 'node', 'node_modules/groundplane/dist/bin/app.js');

    expect(app.read('cdktf.out/report.md')).toContain('example-smb');
    expect(app.read('node_modules/groundplane/docs/deploy.md')).toContain('Before the first deploy');
    expect(app.read('node_modules/groundplane/CHANGELOG.md')).toMatch(/^## \d+\.\d+\.\d+$/m);
  });

  test('builds the same environment in a few lines of strict TypeScript', async () => {
    app.write('app.ts', APP);
    await app.run('npx', 'groundplane', 'synth', '--client', 'example-smb', '--output', 'cli', ...DATE);

    const strict = ['--strict', '--skipLibCheck', '--types', 'node', '--module', 'node16', '--target', 'es2022'];
    await app.run('npx', 'tsc', ...strict, 'app.ts');
    await app.run('node', 'app.js');

    expect(app.files('own/stacks')).toEqual(app.files('cli/stacks'));
  });

  test('starts a client of its own from the template', async () => {
    const place = ['--account', '111122223333', '--region', 'eu-central-1', '--domain', 'ai.acme.example'];
    await app.run(
      'npx',
      'groundplane',
      'init',
      'acme',
      '--tier',
      'smb',
      '--owner',
      'ai@acme.example',
      '--clients',
      'own-clients',
      ...place,
    );

    expect(app.read('own-clients/acme/client.yaml')).toContain('client: acme');
  });

  test('judges the stacks a client has of its own with those of its blueprint', async () => {
    const stack = (base: string, args: string): string => `
      const { TerraformStack } = require('cdktf');
      const { environmentProps } = require('groundplane/blueprints');
      const { Bucket } = require('groundplane/lib/bucket');
      const { Key } = require('groundplane/lib/key');
      const { BaseStack } = require('groundplane/stacks');
      class Reports extends ${base} {
        constructor(app, settings) {
          super(app, 'own-reports'${args});
          if (!(this instanceof BaseStack)) return;
          const encryptionKey = new Key(this, 'Key', { word: 'reports', description: 'reports' });
          new Bucket(this, 'Reports', { word: 'reports', dataClass: 'internal', encryptionKey });
        }
      }
      module.exports = (app, settings) => new Reports(app, settings);`;
    const file = 'clients/example-smb/stacks.js';
    const synth = ['groundplane', 'synth', '--client', 'example-smb', '--output', 'with', ...DATE];

    app.write(file, stack('BaseStack', ', environmentProps(settings)'));
    const { stdout } = await app.run('npx', ...synth, '--format', 'json');
    app.write(file, stack('TerraformStack', ''));
    const nameless = await app.run('npx', ...synth).catch(String);
    rmSync(join(app.folder, file));

    const [{ stacks }] = JSON.parse(stdout).environments;
    expect(stacks).toContainEqual(expect.objectContaining({ name: 'own-reports', resources: 9 }));
    expect(nameless).toContain("own-reports: no stack of this client's environments; extend BaseStack");
  });

  test('gets the same Terraform on CDK Terrain, but for the version that is written into it', async () => {
    const terrain = await Consumer.install({ ...peers(), ...TERRAIN }, { cdktf: '$cdktf' });
    try {
      for (const each of [app, terrain])
        await each.run('npx', 'groundplane', 'synth', '--all', '--output', 'all', ...DATE);

      expect(JSON.parse(terrain.read('node_modules/cdktf/package.json'))).toMatchObject({ name: 'cdktn' });
      const [here, there] = [app.files('all'), terrain.files('all')];
      expect(withoutVersion(there)).toEqual(withoutVersion(here));
      expect(there).not.toEqual(here);
    } finally {
      terrain.remove();
    }
  });
});

/** CDK Terrain writes `[]` where CDKTF breaks the line; what counts is what Terraform reads. */
function withoutVersion(files: Map<string, string>): Map<string, string> {
  return new Map(
    [...files].map(([path, text]) => {
      if (!path.endsWith('.json')) return [path, text];
      return [path, JSON.stringify(JSON.parse(text)).replace(/"version":"(?:0\.21\.0|0\.24\.0)"/g, '"version":"-"')];
    }),
  );
}
