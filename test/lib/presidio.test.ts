import { Presidio } from '../../lib/presidio';
import { resources, synthesize } from './fixtures';

interface Made {
  kind: string;
  metadata: { name: string };
  spec: { policyTypes?: string[]; ingress?: unknown; egress?: unknown; replicas?: number };
}

function made(replicas = 2): Made[] {
  const json = synthesize((stack) => {
    new Presidio(stack, 'Presidio', { replicas, callers: { namespace: 'gateway', pods: { app: 'gateway' } } });
  });
  return resources(json, 'helm_release').flatMap(({ values }) => {
    const read: { resources: Made[] } = JSON.parse(String(values));
    return read.resources;
  });
}

describe('presidio', () => {
  test('is asked by its callers and by nobody else, and asks nobody', () => {
    const rules = made().filter(({ kind }) => kind === 'NetworkPolicy');
    const opened = rules.filter(({ spec }) => spec.ingress !== undefined || spec.egress !== undefined);

    expect(opened.map(({ metadata }) => metadata.name).sort()).toEqual(['from-callers', 'to-dns']);
    expect(JSON.stringify(opened)).toContain('"kubernetes.io/metadata.name":"gateway"');
  });

  test.each([
    [1, 0],
    [3, 2],
  ])('of %i copies has %i disruption budgets', (replicas, budgets) => {
    const objects = made(replicas);

    expect(objects.filter(({ kind }) => kind === 'PodDisruptionBudget')).toHaveLength(budgets);
    expect(objects.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.replicas)).toEqual([
      replicas,
      replicas,
    ]);
  });

  test('says nothing of what it is given', () => {
    expect(JSON.stringify(made())).toContain('{"name":"LOG_LEVEL","value":"ERROR"}');
  });
});
