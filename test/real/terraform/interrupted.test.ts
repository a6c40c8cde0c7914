import { ADDRESS_TAG, type JsonObject, type StackName } from '../../../contract';
import { describeReal } from '../needs';
import type { Running } from '../programs';
import { Deployment, type Stack } from './deployment';
import { at, each } from './edits';
import { orphans, untraceable } from './trace';
import { World, type Thing } from './world';

const SMB = { client: 'example-smb', environment: 'production' };
/** What AWS, Kubernetes and Helm say when a name is taken. */
const TAKEN = /already exists|name that is still in use/i;
/** What has no name that is unique, here or in the stand-in: a second apply makes it again, and the tag tells which is which. */
const TWICE: Partial<Record<StackName, string[]>> = {
  network: ['aws_kms_key'],
  cluster: ['aws_kms_key'],
  // AWS refuses the same rule a second time, the stand-in takes it
  platform: ['aws_vpc_security_group_ingress_rule'],
  serving: ['aws_bedrock_guardrail'],
};
const LOCKED = 'Error acquiring the state lock';

describeReal('an apply that is interrupted', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  /** A stack with all that comes before it applied; its apply meets a first `type` that takes so many seconds more. */
  async function interruptible(name: StackName, type: string, seconds: number) {
    const deployment = await Deployment.make(world, SMB);
    const stack = deployment.stack(name);
    const others = deployment.stacks.slice(0, deployment.stacks.indexOf(stack));
    if (others.length > 0) await deployment.apply(...others.map((other) => other.name));
    world.setFaults([{ match: { type, call: 'create', nth: 1 }, kind: 'slow', seconds }]);
    await stack.must('init');
    return { stack, others };
  }

  /** @throws if the apply ends before */
  async function applyUpTo(stack: Stack, type: string): Promise<Running> {
    const apply = stack.start('apply', '-auto-approve');
    let ended: string | undefined;
    void apply.done.then(({ output }) => (ended = output));
    while (!world.inventory().some((thing) => thing.type === type && thing.status === 'creating')) {
      if (ended !== undefined) throw new Error(`the apply ended before ${type} was made:\n${ended}`);
      await new Promise((wait) => setTimeout(wait, 100));
    }
    return apply;
  }

  async function killed(stack: Stack, type: string): Promise<void> {
    const apply = await applyUpTo(stack, type);
    apply.killAll();
    await apply.done;
    world.setFaults([]);
  }

  async function unlock(stack: Stack): Promise<void> {
    const { output } = await stack.run('plan');
    expect(output).toContain(LOCKED);
    await stack.must('force-unlock', '-force', / ID:\s+([0-9a-f-]{36})/.exec(output)?.[1] ?? '');
  }

  const points: [StackName, string][] = [
    ['network', 'aws_nat_gateway'],
    ['cluster', 'aws_eks_cluster'],
    ['platform', 'aws_eks_node_group'],
    ['serving', 'helm_release'],
  ];

  test.each(points)(
    'killed in the %s stack: what exists is found by address tag or name, and a second apply meets it instead of doubling it',
    async (name, type) => {
      const { stack, others } = await interruptible(name, type, 60);
      await killed(stack, type);

      const everything = world.inventory();
      const lost = await orphans(everything, [...others, stack]);
      expect(lost.map((thing) => thing.type)).toContain(type);
      expect(untraceable(lost, everything, stack)).toEqual([]);

      await unlock(stack);
      const again = await stack.run('apply', '-auto-approve');
      expect(again.code).toBe(1);
      expect(again.output).toMatch(TAKEN);
      expect(doubled(world.inventory(), stack)).toEqual((TWICE[name] ?? []).map((each) => stack.address(each)));
    },
  );

  test('a VPC that did not wait for a name that is unique would be doubled', async () => {
    const { stack } = await interruptible('network', 'aws_nat_gateway', 60);
    stack.edit((json) => each(json, 'aws_vpc').forEach((vpc) => delete vpc['depends_on']));
    await killed(stack, 'aws_nat_gateway');
    await unlock(stack);

    await stack.run('apply', '-auto-approve');

    expect(doubled(world.inventory(), stack)).toContain(stack.address('aws_vpc'));
  });

  test('without the address tag nobody could tell a lost VPC from any other', async () => {
    const { stack } = await interruptible('network', 'aws_nat_gateway', 60);
    stack.edit(withoutAddressTags);

    await killed(stack, 'aws_nat_gateway');

    const everything = world.inventory();
    const lost = untraceable(await orphans(everything, [stack]), everything, stack);
    expect(lost.map((thing) => thing.type)).toContain('aws_vpc');
  });

  test('ended with SIGTERM it remembers all it made, gives the lock back, and the next apply finishes', async () => {
    const { stack, others } = await interruptible('cluster', 'aws_eks_cluster', 3);
    const apply = await applyUpTo(stack, 'aws_eks_cluster');

    apply.terminate();

    expect((await apply.done).code).toBe(1);
    expect(await orphans(world.inventory(), [...others, stack])).toEqual([]);
    world.setFaults([]);
    // the cluster was being waited for: it is marked as broken, and its protection keeps the next apply from replacing it
    expect((await stack.run('apply', '-auto-approve')).output).toContain('deletion protection enabled');
    await stack.must('untaint', stack.address('aws_eks_cluster'));
    await stack.must('apply', '-auto-approve');
    expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
  });

  test('a second apply at the same time is refused', async () => {
    const { stack } = await interruptible('network', 'aws_vpc', 4);
    const apply = await applyUpTo(stack, 'aws_vpc');

    const second = await stack.run('plan');

    expect(second.code).toBe(1);
    expect(second.output).toContain(LOCKED);
    expect((await apply.done).code).toBe(0);
  });

  test('without the lock file a second one would go ahead beside the first', async () => {
    const { stack } = await interruptible('network', 'aws_vpc', 4);
    stack.edit((json) => delete at(json, 'terraform', 'backend', 's3')['use_lockfile']);
    await stack.must('init', '-reconfigure');
    const apply = await applyUpTo(stack, 'aws_vpc');

    const second = await stack.run('plan');

    expect(second.code).toBe(0);
    expect(second.output).toContain('aws_vpc.');
    await apply.done;
  });
});

/** Addresses of a stack that stand in the tags of more than one thing. */
function doubled(things: readonly Thing[], stack: Stack): string[] {
  const tagged = things.map((thing) => thing.tags?.[ADDRESS_TAG]);
  return stack.addresses.filter((address) => tagged.filter((tag) => tag === `${stack.id}/${address}`).length > 1);
}

function withoutAddressTags(json: JsonObject): void {
  for (const type of Object.keys(at(json, 'resource'))) {
    for (const resource of each(json, type)) delete at(resource, 'tags')[ADDRESS_TAG];
  }
}
