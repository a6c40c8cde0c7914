import { describeReal } from '../needs';
import { Deployment } from './deployment';
import { World } from './world';

describeReal(
  'an application past the gateway, and a person who looks at what guardrails stop',
  ['terraform', 'stand-in', 'python'],
  () => {
    let world: World;

    beforeEach(async () => {
      world = await World.open('111122223333');
    });
    afterEach(() => world.close());

    test('are judged, applied, and there is nothing left to change', async () => {
      const deployment = await Deployment.make(world, { client: 'example-smb', environment: 'production' }, CHANGES);

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

const CHANGES = [
  {
    path: ['teams'],
    value: {
      claims: {
        owner: 'claims@acme.example',
        useCase: 'triage of claims',
        riskClass: 'limited',
        models: ['assistant'],
        monthlyUsd: '5',
        keys: { app: { expires: '2026-12-31' } },
        direct: { tokensPerDay: 5000 },
      },
    },
  },
  { path: ['gateway', 'escalation'], value: { guardrails: ['prompt-attacks'], reviewers: 'oversight@acme.example' } },
];
