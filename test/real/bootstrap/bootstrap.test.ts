import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { stateTemplate } from '../../../bin/state-template';
import { describeReal } from '../needs';
import { must, programEnv, run, type Ran } from '../programs';
import { Deployment } from '../terraform/deployment';
import { World } from '../terraform/world';

const ROOT = join(__dirname, '../../..');
const SMB = { client: 'example-smb', environment: 'production' };
const ACCOUNT = '111122223333';
const PYTHON = process.env['GROUNDPLANE_PYTHON'] ?? '';

interface State {
  bucket: string;
  kmsKeyArn: string;
}

describeReal('bootstrap', ['python'], () => {
  let world: World;

  async function open(account: string): Promise<void> {
    world = await World.open(account);
  }
  afterEach(() => world.close());

  function environment(): NodeJS.ProcessEnv {
    return { ...world.env, PATH: [PYTHON, process.env['PATH']].join(delimiter) };
  }

  function bootstrap(...options: string[]): Promise<Ran> {
    const args = ['bootstrap', '--client', SMB.client, '--environment', SMB.environment, ...options];
    return run(process.execPath, [join(ROOT, 'dist/bin/groundplane.js'), ...args], { cwd: ROOT, env: environment() });
  }

  async function aws(...args: string[]): Promise<unknown> {
    const options = { cwd: world.folder, env: environment() };
    return JSON.parse((await must('aws', [...args, '--region', 'us-east-1', '--output', 'json'], options)).stdout);
  }

  function stateIn({ stdout }: Ran): State {
    const lines: { environments: { production: { state: State } } } = parse(stdout);
    return lines.environments.production.state;
  }

  test('makes the bucket and the key, prints what to put into the client file, and changes nothing when it runs again', async () => {
    await open(ACCOUNT);

    const first = await bootstrap('--yes');
    const second = await bootstrap('--yes');

    expect(first).toMatchObject({ code: 0 });
    expect(second).toMatchObject({ code: 0, stdout: first.stdout });
    const { bucket, kmsKeyArn } = stateIn(first);
    // more of a template the stand-in does not carry out; the rest is what cfn-lint reads below
    expect(await aws('kms', 'list-keys')).toMatchObject({ Keys: [{ KeyArn: kmsKeyArn }] });
    expect(await aws('s3api', 'list-buckets')).toMatchObject({ Buckets: [{ Name: bucket }] });
  });

  test.each([
    ['nobody agreed', ACCOUNT, [], 'nobody is there to ask'],
    [
      'the credentials are of another account',
      '999988887777',
      ['--yes'],
      'these credentials are of account 999988887777',
    ],
  ])('makes nothing when %s', async (_, account, options, message) => {
    await open(account);

    const ran = await bootstrap(...options);

    expect(ran).toMatchObject({ code: 2, output: expect.stringContaining(message) });
    expect(await aws('s3api', 'list-buckets')).toMatchObject({ Buckets: [] });
    expect(await aws('cloudformation', 'list-stacks')).toMatchObject({ StackSummaries: [] });
  });
});

describeReal('the state of a bootstrapped environment', ['python', 'terraform', 'stand-in'], () => {
  test('is written by Terraform into that bucket, with that key', async () => {
    const world = await World.open(ACCOUNT);
    try {
      const env = { ...world.env, PATH: [PYTHON, process.env['PATH']].join(delimiter) };
      const args = ['bootstrap', '--client', SMB.client, '--environment', SMB.environment, '--yes'];
      const { stdout } = await must(process.execPath, [join(ROOT, 'dist/bin/groundplane.js'), ...args], {
        cwd: ROOT,
        env,
      });
      const printed: { environments: { production: { state: { bucket: string; kmsKeyArn: string } } } } = parse(stdout);
      const { state } = printed.environments.production;
      const deployment = await Deployment.make(world, SMB, [
        { path: ['environments', 'production', 'state'], value: state },
      ]);

      await deployment.apply('network');

      const key = String(deployment.stack('network').at('terraform', 'backend', 's3', 'key'));
      const head = ['s3api', 'head-object', '--bucket', state.bucket, '--key', key, '--region', 'us-east-1'];
      const object: unknown = JSON.parse((await must('aws', head, { cwd: world.folder, env })).stdout);
      expect(object).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: state.kmsKeyArn });
    } finally {
      await world.close();
    }
  });
});

describeReal('the template of bootstrap', ['python'], () => {
  test.each(['us-east-1', 'eu-central-1', 'us-gov-west-1'])(
    'is taken by the validator of CloudFormation in %s',
    async (region) => {
      const world = await World.open();
      try {
        const file = join(world.folder, 'state.json');
        writeFileSync(file, JSON.stringify(stateTemplate('acme-tfstate')));

        const ran = await run(join(PYTHON, 'cfn-lint'), ['--regions', region, '--', file], {
          cwd: world.folder,
          env: programEnv(),
        });

        expect(ran).toMatchObject({ code: 0, output: '' });
      } finally {
        await world.close();
      }
    },
  );
});
