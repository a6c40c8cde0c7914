import { describeReal } from '../needs';
import type { Change } from '../synth';
import { Deployment } from './deployment';
import { at, each } from './edits';
import { takenDown } from './settings';
import { World } from './world';

const SMB = { client: 'example-smb', environment: 'production' };
const SHARED_BUCKET: Change = { path: ['environments', 'production', 'state'], value: { bucket: 'shared-tfstate' } };
const SECOND: Change = { path: ['client'], value: 'example-smb-two' };

describeReal('a second copy in the same account and region', ['terraform', 'stand-in', 'python'], () => {
  let world: World;
  let first: Deployment;

  beforeEach(async () => {
    world = await World.open();
    first = await Deployment.make(world, SMB, [SHARED_BUCKET]);
    await first.apply();
  });
  afterEach(() => world.close());

  test('of another client stands beside the first, with its states in the same bucket, and goes without touching it', async () => {
    const before = existing(world);

    const second = await Deployment.make(world, SMB, [
      SHARED_BUCKET,
      SECOND,
      ...takenDown({ ...SMB, client: 'example-smb-two' }),
    ]);
    await second.apply();

    for (const stack of first.stacks) expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
    await second.destroy();
    // by design: of a database one snapshot is left, with its name
    const left = existing(world).filter((thing) => !before.includes(thing));
    expect(left).toEqual(['aws_db_snapshot example-smb-two-production-database-final']);
    expect(existing(world)).toEqual(expect.arrayContaining(before));
  });

  test('with the names of the first is refused by whatever is there already', async () => {
    const second = await Deployment.make(world, SMB, [SHARED_BUCKET, SECOND]);
    const stack = second.stack('network');
    const names = Object.values(first.stack('network').resources('aws_iam_role')).map(({ name }) => name);
    stack.edit((json) => each(json, 'aws_iam_role').forEach((role, index) => (role['name'] = names[index] ?? '')));

    await stack.must('init');
    const apply = await stack.run('apply', '-auto-approve');

    expect(apply.output).toMatch(/already exists/i);
  });

  test('with the key of the first would take its state for its own, and plan to replace what is there', async () => {
    const second = await Deployment.make(world, SMB, [SHARED_BUCKET, SECOND]);
    const stack = second.stack('network');
    const key = first.stack('network').at('terraform', 'backend', 's3', 'key');
    expect(stack.at('terraform', 'backend', 's3', 'key')).not.toBe(key);
    stack.edit((json) => Object.assign(at(json, 'terraform', 'backend', 's3'), { key }));

    await stack.must('init');
    const plan = await stack.run('plan');

    expect(plan.output).toMatch(/must be replaced|Instance cannot be destroyed/);
  });
});

function existing(world: World): string[] {
  return world
    .inventory()
    .map(({ type, id }) => `${type} ${id}`)
    .sort();
}
