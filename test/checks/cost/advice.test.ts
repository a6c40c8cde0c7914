import type { Advice } from '../../../checks/cost/advice';
import { Decimal } from '../../../checks/cost/decimal';
import { document, pool, resource, type Situation } from './fixtures';
import { reported, TERMS, useCase } from './report-fixtures';
import type { Resource, UseCase } from '../../../contract';

function advice(
  resources: readonly Resource[],
  situation: Situation = {},
  useCases: readonly UseCase[] = [],
  pools = {},
): Advice[] {
  return reported(document(resources, situation), { terms: { useCases, pools, comparison: TERMS } }).advice;
}

const found = (all: readonly Advice[], what: RegExp): Advice | undefined => all.find((each) => what.test(each.what));
const monthly = (all: readonly Advice[], what: RegExp): string | undefined => {
  const one = found(all, what);
  return one === undefined ? undefined : new Decimal(one.monthly).toFixed(2);
};
const nat = (name: string): Resource => resource('aws_nat_gateway', name);

describe('advice', () => {
  test('to leave extended support: six times the price, 365 a month', () => {
    const old = [resource('aws_eks_cluster', 'a', { version: '1.29' })];

    expect(monthly(advice(old), /raise the Kubernetes version/)).toBe('365.00');
    expect(found(advice([resource('aws_eks_cluster', 'a', { version: '1.35' })]), /raise/)).toBeUndefined();
  });

  test('to make gp2 volumes gp3: 0.02 a gigabyte', () => {
    expect(monthly(advice([resource('aws_ebs_volume', 'a', { type: 'gp2', size: 500 })]), /gp3/)).toBe('10.00');
    expect(advice([resource('aws_ebs_volume', 'a', { type: 'gp3', size: 500 })])).toEqual([]);
  });

  test('on idle search: all of it in production, the standby half elsewhere', () => {
    const search = [resource('aws_opensearchserverless_collection', 'a', { type: 'VECTORSEARCH' })];

    expect(monthly(advice(search), /pgvector/)).toBe('350.40'); // 2 × 730 × 0.24
    expect(monthly(advice(search, { stage: 'staging' }), /without standby/)).toBe('175.20');
  });

  test('to share one NAT gateway outside production only', () => {
    const three = [nat('a'), nat('b'), nat('c')];

    expect(monthly(advice(three, { stage: 'staging' }), /one NAT gateway/)).toBe('65.70'); // 2 × 730 × 0.045
    expect(found(advice(three), /one NAT gateway/)).toBeUndefined();
  });

  test('on endpoints that cost more than the traffic would through NAT, where there is a NAT', () => {
    const endpoint = resource('aws_vpc_endpoint', 'a', { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b', 'c'] });

    // 3 × 730 × 0.01 + 240 × 0.01 − 240 × 0.045
    expect(monthly(advice([endpoint, nat('a')]), /through NAT/)).toBe('13.50');
    expect(found(advice([endpoint]), /through NAT/)).toBeUndefined();
  });

  test('to let a pool go at night that stands without traffic', () => {
    const standing = [pool({ nodes: { min: 1, expected: 1, max: 1 }, rootVolumeGiB: 0 })];

    // 730 × 2.24208 × 108 ÷ 168
    expect(monthly(advice([], { intents: standing }), /zero outside office hours/)).toBe('1052.18');
    expect(found(advice([], { intents: [pool()] }), /office hours/)).toBeUndefined();
  });

  test('to serve a model on nodes that cost less than its pool does', () => {
    const large = pool({ instanceTypes: ['g6e.12xlarge'], nodes: { min: 2, expected: 2, max: 2 } });
    const own = useCase({
      pool: 'chat',
      served: { model: 'qwen3-8b', precision: 'fp8' },
      api: 'openai/gpt-5',
      requests: 1000,
    });
    const pools = { chat: ['g6e.12xlarge'] };

    // 2 × 730 × (10.49264 − 0.8048): two engines on L4s carry a thousand requests
    expect(monthly(advice([], { intents: [large] }, [own], pools), /serve contracts on 2 × g6.xlarge/)).toBe(
      '14144.25',
    );
  });

  test('to pay for a second NAT gateway where its outage costs more', () => {
    const atRisk = [useCase({ moneyAtRiskUsd: '73000' })];
    const one = found(advice([nat('a')], {}, atRisk), /second NAT gateway/);

    // 730 × (0.045 + 0.005) against 100 an hour
    expect(one).toMatchObject({ kind: 'insurance', monthly: '36.5', why: expect.stringContaining('from 0.4 hours') });
    expect(found(advice([nat('a'), nat('b')], {}, atRisk), /second NAT/)).toBeUndefined();
    expect(found(advice([nat('a')]), /second NAT/)).toBeUndefined();
    // 10 a month at risk: a month of outage would not pay for it
    expect(found(advice([nat('a')], {}, [useCase({ moneyAtRiskUsd: '10' })]), /second NAT/)).toBeUndefined();
  });

  test('has money beside it, most first', () => {
    const all = advice([
      resource('aws_eks_cluster', 'a', { version: '1.29' }),
      resource('aws_ebs_volume', 'a', { type: 'gp2', size: 500 }),
    ]);

    expect(all.map(({ monthly: amount }) => Number(amount) > 0)).toEqual([true, true]);
    expect(Number(all[0]?.monthly)).toBeGreaterThan(Number(all[1]?.monthly));
  });
});
