import { describeReal } from '../needs';
import { exampleProductions } from '../synth';
import { Deployment } from './deployment';
import { takenDown } from './settings';
import { World } from './world';

describeReal('the life of an environment', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  test.each(exampleProductions())(
    '$client $environment is applied, stays as it is, refuses to be destroyed, and leaves a snapshot of its database and nothing else once it may go',
    async (environment) => {
      world.startControllers(4);
      const deployment = await Deployment.make(world, environment);

      for (const stack of deployment.stacks) {
        await stack.must('init');
        await stack.must('validate');
        await stack.must('plan', '-out=plan');
        await stack.must('apply', 'plan');
        expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
        expect(await stack.stateAddresses()).toEqual(stack.addresses);
      }

      const before = world.inventory();
      for (const name of ['serving', 'cluster', 'network'] as const) {
        const refused = await deployment.stack(name).run('destroy', '-auto-approve');
        expect(refused.code).not.toBe(0);
        expect(refused.output).toContain('Instance cannot be destroyed');
      }
      expect(world.inventory()).toEqual(before);

      await deployment.change(takenDown(environment));
      for (const stack of deployment.stacks) {
        const { output } = await stack.must('apply', '-auto-approve');
        expect(output).toMatch(/Resources: 0 added, \d+ changed, 0 destroyed/);
      }
      await deployment.destroy();
      // by design: of a database one snapshot is left, with its name
      const left = world.inventory().map(({ type, id }) => ({ type, id }));
      expect(left.map(({ type }) => type)).toEqual([expect.stringMatching(/^aws_db(_cluster)?_snapshot$/)]);
      expect(left[0]?.id).toBe(`${environment.client}-${environment.environment}-database-final`);
      // by design: a key can be called back for 30 days
      const waiting = world.inventory(true).filter((thing) => thing.status === 'pending-deletion');
      expect([...new Set(waiting.map((thing) => thing.type))]).toEqual(['aws_kms_key']);
    },
  );
});
