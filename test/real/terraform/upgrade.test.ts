import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { exampleProductions } from '../synth';
import { Deployment, type Stack } from './deployment';
import { at } from './edits';
import { World } from './world';

const RELEASES = join(__dirname, '../releases');
const CASES = readdirSync(RELEASES).flatMap((file) =>
  exampleProductions().map((environment) => ({ release: file.replace('.json.gz', ''), ...environment })),
);

/** Stacks of a release by their names; `npm run release:snapshot` wrote them. */
function released(release: string): Record<string, JsonObject> {
  return JSON.parse(gunzipSync(readFileSync(join(RELEASES, `${release}.json.gz`))).toString());
}

/** Addresses a plan takes away, to make them anew or for good. */
async function takenAway(stack: Stack): Promise<string[]> {
  await stack.must('plan', '-out=plan');
  const { stdout } = await stack.must('show', '-json', 'plan');
  const plan: { resource_changes?: { address: string; change: { actions: string[] } }[] } = JSON.parse(stdout);
  return (plan.resource_changes ?? []).flatMap(({ address, change }) =>
    change.actions.includes('delete') ? [address] : [],
  );
}

describeReal('an environment of an older release', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  async function deployed(release: string, environment: { client: string; environment: string }): Promise<Deployment> {
    const deployment = await Deployment.make(world, environment);
    const stacks = released(release);
    const old = deployment.stacks.filter(({ id }) => stacks[id] !== undefined);
    for (const stack of old) {
      stack.edit((json) => {
        for (const key of Object.keys(json)) delete json[key];
        Object.assign(json, stacks[stack.id]);
      });
      await world.createBucket(String(stack.at('terraform', 'backend', 's3', 'bucket')));
    }
    await deployment.apply(...old.map(({ name }) => name));
    return deployment;
  }

  test.each(CASES)('$release is taken over: $client $environment loses and replaces nothing', async (environment) => {
    const deployment = await deployed(environment.release, environment);
    await deployment.change([]);

    for (const stack of deployment.stacks) {
      await stack.must('init', '-reconfigure');
      expect({ stack: stack.id, gone: await takenAway(stack) }).toEqual({ stack: stack.id, gone: [] });
      await stack.must('apply', 'plan');
    }
  });

  test('would lose what is called otherwise, and replace what cannot be changed', async () => {
    const deployment = await Deployment.make(world, { client: 'example-smb', environment: 'production' });
    const stack = deployment.stack('network');
    await deployment.apply('network');
    stack.edit((json) => {
      const roles = at(json, 'resource', 'aws_iam_role');
      const [name = ''] = Object.keys(roles);
      const { [name]: role, ...others } = roles;
      at(json, 'resource')['aws_iam_role'] = { ...others, renamed: role ?? null };
      Object.assign(json, JSON.parse(JSON.stringify(json).replaceAll(`aws_iam_role.${name}`, 'aws_iam_role.renamed')));
    });

    expect(await takenAway(stack)).toEqual([
      expect.stringMatching(/^aws_flow_log\./),
      expect.stringMatching(/^aws_iam_role\./),
    ]);
  });
});
