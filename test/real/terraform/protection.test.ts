import type { JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { Deployment, type Stack } from './deployment';
import { each } from './edits';
import { World } from './world';

const SMB = { client: 'example-smb', environment: 'production' };

describeReal('a creation that fails after it was done', ['terraform', 'stand-in', 'python'], () => {
  let world: World;
  let deployment: Deployment;

  beforeEach(async () => {
    world = await World.open();
    deployment = await Deployment.make(world, SMB);
  });
  afterEach(() => world.close());

  async function failAfterCreate(stack: Stack, type: string): Promise<void> {
    world.setFaults([{ match: { type, call: 'create', nth: 1 }, kind: 'error-after-create' }]);
    await stack.must('init');
    expect((await stack.run('apply', '-auto-approve')).code).toBe(1);
    world.setFaults([]);
  }

  function idOf(type: string): (string | undefined)[] {
    return world.inventory(true).flatMap((thing) => (thing.type === type ? [thing.id] : []));
  }

  test('the cluster is not replaced: its own protection refuses, and after untaint the apply goes on with it', async () => {
    await deployment.apply('network');
    const stack = deployment.stack('cluster');
    await failAfterCreate(stack, 'aws_eks_cluster');

    const again = await stack.run('apply', '-auto-approve');

    expect(again.output).toContain('is tainted, so must be replaced');
    expect(again.output).toContain('has deletion protection enabled');
    await stack.must('untaint', stack.address('aws_eks_cluster'));
    await stack.must('apply', '-auto-approve');
    expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
  });

  test('a cluster without protection would be destroyed and made anew', async () => {
    await deployment.apply('network');
    const stack = deployment.stack('cluster');
    stack.edit((json) => each(json, 'aws_eks_cluster').forEach((cluster) => delete cluster['deletion_protection']));
    await failAfterCreate(stack, 'aws_eks_cluster');

    const { output } = await stack.must('apply', '-auto-approve');

    expect(output).toContain('1 destroyed');
  });

  test('a key is not replaced: the plan already refuses, and after untaint the apply goes on with it', async () => {
    const stack = deployment.stack('network');
    await failAfterCreate(stack, 'aws_kms_key');

    const again = await stack.run('plan');

    expect(again.output).toContain('Instance cannot be destroyed');
    await stack.must('untaint', stack.address('aws_kms_key'));
    await stack.must('apply', '-auto-approve');
    expect(idOf('aws_kms_key')).toHaveLength(1);
  });

  test('a key without prevent_destroy would be given up', async () => {
    const stack = deployment.stack('network');
    stack.edit((json) => each(json, 'aws_kms_key').forEach(withoutLifecycle));
    await failAfterCreate(stack, 'aws_kms_key');

    await stack.must('apply', '-auto-approve');

    expect(idOf('aws_kms_key')).toHaveLength(2);
  });
});

describeReal('roles that IAM does not know yet', ['terraform', 'stand-in', 'python'], () => {
  test('an apply that stumbles over each of them once is finished by repeating it, and nothing is there twice', async () => {
    const world = await World.open();
    try {
      const deployment = await Deployment.make(world, SMB);
      await deployment.apply('network');
      const stack = deployment.stack('cluster');
      await stack.must('init');
      world.setFaults([{ match: { call: 'create' }, kind: 'iam-propagation' }]);

      let tries = 0;
      while ((await stack.run('apply', '-auto-approve')).code !== 0 && tries < 10) tries += 1;

      expect(tries).toBeGreaterThan(0);
      expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
      const roles = world.inventory().filter(({ type }) => type === 'aws_eks_cluster' || type === 'aws_iam_role');
      expect(new Set(roles.map(({ name }) => name)).size).toBe(roles.length);
    } finally {
      await world.close();
    }
  });
});

function withoutLifecycle(resource: JsonObject): void {
  delete resource['lifecycle'];
}
