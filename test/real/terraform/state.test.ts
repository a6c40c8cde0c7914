import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { Deployment, type Stack } from './deployment';
import type { Door } from './door';
import { at } from './edits';
import { orphans } from './trace';
import { World } from './world';

describeReal('an apply whose state cannot be written', ['terraform', 'stand-in', 'python'], () => {
  let world: World;
  let door: Door;
  let stack: Stack;

  beforeEach(async () => {
    world = await World.open();
    const deployment = await Deployment.make(world, { client: 'example-smb', environment: 'production' });
    door = await world.doorToS3();
    stack = deployment.stack('network');
    // the backend would knock five times, for half a minute
    stack.edit((json) => Object.assign(at(json, 'terraform', 'backend', 's3'), { max_retries: 1 }));
    await stack.must('init');
    world.setFaults([{ match: { type: 'aws_vpc', call: 'create', nth: 1 }, kind: 'slow', seconds: 4 }]);
    const apply = stack.start('apply', '-auto-approve');
    while (!world.inventory().some(({ type, status }) => type === 'aws_vpc' && status === 'creating'))
      await new Promise((wait) => setTimeout(wait, 100));
    door.shut();
    await apply.done;
    world.setFaults([]);
    door.reopen();
    const { output } = await stack.run('plan');
    await stack.must('force-unlock', '-force', / ID:\s+([0-9a-f-]{36})/.exec(output)?.[1] ?? '');
  });
  afterEach(async () => {
    door.close();
    await world.close();
  });

  test('leaves it beside the stack; pushed, it holds everything, and the next apply finishes', async () => {
    expect(existsSync(join(stack.folder, 'errored.tfstate'))).toBe(true);

    await stack.must('state', 'push', 'errored.tfstate');

    expect(await orphans(world.inventory(), [stack])).toEqual([]);
    await stack.must('apply', '-auto-approve');
    expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
  });

  test('and is applied again without it knows nothing of what it made, and says so', async () => {
    expect((await orphans(world.inventory(), [stack])).map(({ type }) => type)).toContain('aws_vpc');

    const again = await stack.run('apply', '-auto-approve');

    expect(again.code).toBe(1);
    expect(again.output).toMatch(/already exists/i);
  });
});
