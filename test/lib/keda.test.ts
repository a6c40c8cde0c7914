import type { JsonObject } from '../../contract';
import { Keda, queueScaling, type QueueScalingProps } from '../../lib/keda';
import { resources, synthesize } from './fixtures';

const usual: QueueScalingProps = {
  metricsUrl: 'http://vllm-a-a-engine-service.models.svc.cluster.local:8000/metrics',
  model: 'a',
  replicas: 2,
  maxReplicas: 4,
};
const HOURS = { timezone: 'Europe/Berlin', from: '07:30', to: '19:00', days: 'mon-fri' } as const;

function scaling(changed: Partial<QueueScalingProps> = {}): ReturnType<typeof JSON.parse> {
  return JSON.parse(JSON.stringify(queueScaling({ ...usual, ...changed })));
}

describe('engines that follow their queue', () => {
  test('keep what always runs and stop at the most', () => {
    expect(scaling()).toMatchObject({ minReplicaCount: 2, maxReplicaCount: 4 });
  });

  test('are asked each for its queue, and what all say is added up', () => {
    for (const { type, metadata } of scaling().triggers) {
      expect(type).toBe('metrics-api');
      expect(metadata).toMatchObject({
        format: 'prometheus',
        aggregateFromKubeServiceEndpoints: 'true',
        aggregationType: 'sum',
        url: expect.stringMatching(/:8000\/metrics$/),
      });
      expect(metadata.valueLocation).toMatch(/^vllm:num_requests_(waiting|running)\{model_name="a"\}$/);
    }
  });

  test('stay as they are when they do not say how they are', () => {
    expect(scaling().fallback).toMatchObject({ replicas: 2 });
  });

  test('with hours are none outside of them, and nothing keeps them up then', () => {
    const night = scaling({ hours: HOURS });
    const clock = night.triggers.find(({ type }: { type: string }) => type === 'cron');

    expect(night.minReplicaCount).toBe(0);
    expect(night).not.toHaveProperty('fallback');
    expect(clock.metadata).toEqual({
      timezone: 'Europe/Berlin',
      start: '30 7 * * 1-5',
      end: '0 19 * * 1-5',
      desiredReplicas: '2',
    });
  });

  test('are given every value as text, as the scaler reads them', () => {
    const values = scaling({ hours: HOURS }).triggers.flatMap(({ metadata }: { metadata: object }) =>
      Object.values(metadata),
    );

    expect(values.filter((value: unknown) => typeof value !== 'string')).toEqual([]);
  });
});

test('who starts engines may reach them and the API server, and is reached by the API server and its own', () => {
  const json: JsonObject = synthesize((stack) => {
    new Keda(stack, 'Keda', { asks: [{ namespace: 'models', port: 8000 }] });
  });
  const network = resources(json, 'helm_release').find(({ name }) => name === 'keda-network');
  const names = [...String([network?.values].flat()[0]).matchAll(/"name":"([a-z-]+)"/g)].map(([, name]) => name);

  expect(names).toEqual(
    expect.arrayContaining(['default-deny', 'from-api-server', 'to-own', 'from-own', 'to-models', 'to-https']),
  );
});
