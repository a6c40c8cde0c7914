import fc from 'fast-check';
import type { JsonObject } from '../../contract';
import { bedrockRoute } from '../../lib/bedrock';
import { networkPolicies } from '../../lib/namespace';
import { planStart } from '../../lib/start-plan';
import { GeneratedSecret } from '../../lib/secret';
import { environment, resource, resources, synthesize } from './fixtures';

describe('waiting', () => {
  const requests = fc.record({
    node: fc.constantFrom('running' as const, 'karpenter' as const, 'managed-group' as const),
    imageGiB: fc.double({ min: 0.1, max: 30, noNaN: true }),
    weightsGiB: fc.double({ min: 0.1, max: 500, noNaN: true }),
    source: fc.constantFrom('hub' as const, 'bucket' as const),
    warmUpSeconds: fc.integer({ min: 0, max: 600 }),
  });

  test('is always longer for Helm than for the probe, and longer than the estimate', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const plan = planStart(request);
        expect(plan.readySeconds).toBeGreaterThan(plan.startupFailures * 10);
        expect(plan.startupFailures * 10).toBeGreaterThan(plan.containerSeconds);
      }),
    );
  });

  test('never gets shorter when weights grow', () => {
    fc.assert(
      fc.property(requests, fc.double({ min: 0, max: 100, noNaN: true }), (request, more) => {
        const larger = planStart({ ...request, weightsGiB: request.weightsGiB + more });
        expect(larger.readySeconds).toBeGreaterThanOrEqual(planStart(request).readySeconds);
      }),
    );
  });
});

describe('a model on Bedrock', () => {
  function statements(
    partition: 'aws' | 'aws-us-gov',
    region: string,
    inferenceProfile?: 'eu' | 'us-gov',
  ): ReturnType<typeof JSON.parse> {
    let made: unknown;
    synthesize((stack) => {
      made = bedrockRoute(stack, {
        name: 'cloud',
        model: 'amazon.nova-lite-v1:0',
        inferenceProfile,
        dataClass: 'internal',
      }).statements;
    }, environment({ partition, region }));
    return made;
  }

  test('may be called for that model alone', () => {
    const [statement] = statements('aws', 'eu-central-1');

    expect(statement.Resource).toBe('arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0');
  });

  test('through a profile may be called nowhere past the profile', () => {
    const [profile, model] = statements('aws-us-gov', 'us-gov-west-1', 'us-gov');

    expect(profile.Resource).toBe(
      'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.amazon.nova-lite-v1:0',
    );
    expect(model.Condition.StringEquals['bedrock:InferenceProfileArn']).toBe(profile.Resource);
  });
});

describe('a generated secret', () => {
  test('is drawn while applying and written only', () => {
    const json = synthesize((stack) => {
      new GeneratedSecret(stack, 'Key', {
        word: 'gateway/master-key',
        description: 'x',
        prefix: 'sk-',
        encryptionKey: { arn: 'k' },
      });
    });
    const [version] = resources(json, 'aws_secretsmanager_secret_version');

    expect(version).not.toHaveProperty('secret_string');
    expect(version?.secret_string_wo).toMatch(/^sk-\$\{ephemeral\.aws_secretsmanager_random_password\./);
    expect(json.ephemeral).toBeDefined();
  });

  test('is kept thirty days after a deletion, but not in an environment that may be thrown away', () => {
    const secret = (protectData: boolean): JsonObject =>
      resource(
        synthesize((stack) => {
          new GeneratedSecret(stack, 'Key', { word: 'x', description: 'x', encryptionKey: { arn: 'k' } });
        }, environment({ protectData })),
        'aws_secretsmanager_secret',
      );

    expect(secret(true)).toMatchObject({ recovery_window_in_days: 30, lifecycle: { prevent_destroy: true } });
    expect(secret(false)).toMatchObject({ recovery_window_in_days: 0, lifecycle: { prevent_destroy: false } });
  });
});

test('a namespace lets nothing in and nothing out but what a rule names', () => {
  const [deny, dns, rule] = networkPolicies('models', [
    { name: 'from-gateway', direction: 'ingress', peers: [{ namespace: 'gateway' }], ports: [{ port: 8000 }] },
  ]);

  expect(deny?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  expect(JSON.stringify(dns?.spec)).toContain('"port":53');
  expect(rule?.spec).toMatchObject({
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: 8000, protocol: 'TCP' }] }],
  });
});
