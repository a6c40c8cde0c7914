import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackRecovery } from '../../../checks/recovery';
import { ADDRESS_TAG, type JsonObject, type StackName } from '../../../contract';
import { describeReal } from '../needs';
import { must, programEnv, type Running } from '../programs';
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
const CLI = join(__dirname, '../../../dist/bin/groundplane.js');
/** Service and kind in ARNs, from the Service Authorization Reference, where those of the stand-in differ. */
const AS_AWS_SAYS: Record<string, string> = {
  aws_bedrock_guardrail: 'bedrock guardrail',
  aws_default_security_group: 'ec2 security-group',
  aws_eks_access_entry: 'eks access-entry/example-smb-production/role/111122223333/platform-admin',
  aws_eip: 'ec2 elastic-ip',
  aws_eks_pod_identity_association: 'eks podidentityassociation/example-smb-production',
  aws_flow_log: 'ec2 vpc-flow-log',
  aws_nat_gateway: 'ec2 natgateway',
  aws_vpc_security_group_ingress_rule: 'ec2 security-group-rule',
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

  /** The plan of `groundplane recover` is of all that is lost, and Terraform, given it, makes none of that again. */
  async function takesIn(lost: readonly Thing[], stack: Stack): Promise<void> {
    const addresses = lost.flatMap((thing) => addressOf(thing, stack) ?? []).sort();
    expect(addresses.length).toBeGreaterThan(0);

    const { imports, doubled: twice, open } = await recovered(world, stack);

    expect({ imports: imports.map(({ to }) => to), twice, open }).toEqual({ imports: addresses, twice: [], open: [] });
    const plan = await stack.plan();
    const created = plan.filter(({ actions }) => actions[0] === 'create').map(({ address }) => address);
    expect(created.filter((address) => addresses.includes(address))).toEqual([]);
    expect(plan.filter(({ importing }) => importing).map(({ address }) => address)).toEqual(addresses);
    rmSync(join(stack.folder, 'imports.tf.json'));
  }

  const points: [StackName, string][] = [
    ['network', 'aws_nat_gateway'],
    ['cluster', 'aws_eks_cluster'],
    ['platform', 'aws_eks_node_group'],
    ['serving', 'helm_release'],
  ];

  test.each(points)(
    'killed in the %s stack: what exists is found by address tag or name, groundplane recover imports it, and an apply without that doubles nothing',
    async (name, type) => {
      const { stack, others } = await interruptible(name, type, 60);
      await killed(stack, type);

      const everything = world.inventory();
      const lost = await orphans(everything, [...others, stack]);
      expect(lost.map((thing) => thing.type)).toContain(type);
      expect(untraceable(lost, everything, stack)).toEqual([]);

      await unlock(stack);
      await takesIn(lost, stack);

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

/** The address of a stack a thing says it is of: by its tag, or by its name, which is all a listing of roles shows. */
function addressOf({ type, name, tags }: Thing, stack: Stack): string | undefined {
  const [folder, address] = (tags?.[ADDRESS_TAG] ?? '').split('/');
  if (folder !== stack.id || address === undefined) return undefined;
  return type !== 'aws_iam_role' || stack.resources(type)[address.split('.')[1] ?? '']?.['name'] === name
    ? address
    : undefined;
}

/** The ARN AWS lists a thing by; the stand-in names some by their type, and some not at all. */
function arnOf({ type, id, arn }: Thing): string {
  const kind = AS_AWS_SAYS[type];
  const [service = '', resource = ''] = kind?.split(' ') ?? [];
  return kind === undefined
    ? (arn ?? '')
    : `arn:aws:${service}:us-east-1:111122223333:${resource}/${id.split('/').at(-1)}`;
}

/** What `groundplane recover` says, given what AWS would list: everything with tags but roles, and roles by themselves. */
async function recovered(world: World, stack: Stack): Promise<StackRecovery> {
  const things = world.inventory();
  const listing = join(world.folder, 'listing.json');
  const roles = join(world.folder, 'roles.json');
  const state = join(world.folder, `${stack.id}.txt`);
  const tagged = things.filter(({ type, tags }) => tags !== undefined && type !== 'aws_iam_role');
  const ResourceTagMappingList = tagged.map((thing) => ({
    ResourceARN: arnOf(thing),
    Tags: Object.entries(thing.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  }));
  const Roles = things
    .filter(({ type }) => type === 'aws_iam_role')
    .map(({ name, arn }) => ({ RoleName: name, Arn: arn }));
  writeFileSync(listing, JSON.stringify({ ResourceTagMappingList }));
  writeFileSync(roles, JSON.stringify({ Roles }));
  // killed early there is no state at all: an error and nothing on standard output
  writeFileSync(state, (await stack.run('state', 'list')).stdout);
  const output = join(stack.folder, '../..');
  // only this stack is asked about; of the others everything is in its state
  const others = readdirSync(join(output, 'stacks')).filter((id) => id !== stack.id);
  const states = others.map((id) => {
    const file = join(world.folder, `${id}.txt`);
    const own = things.map(({ tags }) => (tags?.[ADDRESS_TAG] ?? '').split('/')).filter(([folder]) => folder === id);
    writeFileSync(file, own.map(([, address]) => address).join('\n'));
    return file;
  });
  const { stdout } = await must(
    process.execPath,
    [CLI, 'recover', output, '--format', 'json', '--listing', listing, roles, '--state', state, ...states],
    { cwd: world.folder, env: programEnv() },
  );
  const { stacks }: { stacks: StackRecovery[] } = JSON.parse(stdout);
  const found = stacks.find((one) => one.stack === stack.id);
  if (found === undefined) throw new Error(`nothing of ${stack.id}`);
  return found;
}

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
