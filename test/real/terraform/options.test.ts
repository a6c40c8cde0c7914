import { describeReal } from '../needs';
import { Deployment } from './deployment';
import { DIRECT_AND_ESCALATION } from './settings';
import { World } from './world';

describeReal(
  'an application past the gateway, and a person who looks at what guardrails stop',
  ['terraform', 'stand-in', 'python'],
  () => {
    let world: World;

    beforeEach(async () => {
      world = await World.open('222233334444');
    });
    afterEach(() => world.close());

    test('are judged, applied, and there is nothing left to change', async () => {
      const deployment = await Deployment.make(
        world,
        { client: 'example-mid-market', environment: 'production' },
        DIRECT_AND_ESCALATION,
      );

      await deployment.apply('audit', 'network', 'data', 'cluster', 'detection', 'platform', 'serving');
      const { stdout } = await deployment.stack('serving').must('plan', '-detailed-exitcode');

      expect(stdout).toContain('No changes');
      const made = world.inventory().map(({ type, name }) => `${type} ${name}`);
      expect(made).toContainEqual(expect.stringMatching(/^aws_eks_pod_identity_association /));
      expect(made.filter((each) => each.startsWith('aws_sqs_queue ')).length).toBeGreaterThanOrEqual(2);
      expect(made).toContainEqual(expect.stringMatching(/^aws_lambda_event_source_mapping /));
    });
  },
);
