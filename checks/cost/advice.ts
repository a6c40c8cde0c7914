import type { Document, Stage, UseCase } from '../../contract';
import { INSTANCE_TYPES } from '../../facts';
import type { Bill, BillLine } from './bill';
import type { PriceBook } from './book';
import type { Comparison } from './comparison';
import { Decimal, dollars, HOURS, money, ZERO } from './decimal';

/** Something to do about the bill, with the money beside it. Without money there is no advice. */
export interface Advice {
  /** `saving`: that much less a month. `insurance`: that much more, against an outage that costs more. */
  kind: 'saving' | 'insurance';
  what: string;
  /** Address, or what several have in common. */
  where: string;
  /** US dollars a month, above zero. */
  monthly: string;
  why: string;
}

export interface AdviceContext {
  document: Document;
  bill: Bill;
  book: PriceBook;
  useCases: readonly UseCase[];
  comparisons: readonly Comparison[];
}

const OFFICE_SHARE = new Decimal(60).div(168);

/** Advice with the most money first. */
export function adviceOn(context: AdviceContext): Advice[] {
  const rules = [extendedSupport, oldVolumes, idleSearch, natGateways, endpoints, idlePools, rightSize, singlePoints];
  return rules
    .flatMap((rule) => rule(context))
    .filter(({ monthly }) => new Decimal(monthly).gt(0))
    .sort((a, b) => new Decimal(b.monthly).cmp(a.monthly) || (a.where < b.where ? -1 : 1));
}

function saving(what: string, where: string, monthly: Decimal, why: string): Advice {
  return { kind: 'saving', what, where, monthly: money(monthly), why };
}

function extendedSupport({ bill, book }: AdviceContext): Advice[] {
  return bill.lines
    .filter(({ prices }) => prices.includes('eks/cluster/extended'))
    .map((line) => {
      const standard = unitPrice(book, bill, 'eks/cluster/standard') ?? ZERO;
      const less = expected(line).minus(standard.times(HOURS));
      return saving('raise the Kubernetes version, one minor at a time', line.address, less, line.assumption ?? '');
    });
}

function oldVolumes({ bill, book }: AdviceContext): Advice[] {
  const young = unitPrice(book, bill, 'ebs/gp3/storage');
  if (young === undefined) return [];
  return bill.lines
    .filter(({ prices }) => prices.includes('ebs/gp2/storage'))
    .map((line) =>
      saving(
        'make the volumes gp3',
        line.address,
        expected(line).minus(young.times(line.quantity.expected)),
        'same size, more operations, cheaper by a fifth',
      ),
    );
}

function idleSearch({ bill, document }: AdviceContext): Advice[] {
  const units = bill.lines.filter(({ prices }) => prices.includes('opensearch-serverless/ocu'));
  const hasPostgres = (document.by_type.aws_rds_cluster ?? []).length > 0;
  return units.map((line) => {
    const idle = new Decimal(line.idle);
    if (stageOf(document) !== 'production') {
      return saving(
        'make the collection without standby replicas',
        line.address,
        idle.div(2),
        'half of the idle units stand by, and nothing here is production',
      );
    }
    const where = hasPostgres ? 'the Postgres that is there, with pgvector' : 'a Postgres with pgvector';
    return saving(
      `keep the vectors in ${where}, if they fit`,
      line.address,
      idle,
      `${dollars(idle)} a month are due before the first question`,
    );
  });
}

function natGateways({ bill, document }: AdviceContext): Advice[] {
  if (stageOf(document) === 'production') return [];
  const hours = bill.lines.filter(({ prices }) => prices.includes('nat-gateway/hour'));
  const extra = hours.slice(1).reduce((sum, line) => sum.plus(expected(line)), ZERO);
  return [
    saving(
      'one NAT gateway for all zones',
      'aws_nat_gateway',
      extra,
      `${hours.length} stand in an environment that may lose a zone; their addresses come on top`,
    ),
  ];
}

/** Endpoints cost by the hour and zone; the same traffic through NAT costs by the gigabyte. */
function endpoints({ bill, book }: AdviceContext): Advice[] {
  const perGb = unitPrice(book, bill, 'nat-gateway/data');
  const hasNat = bill.lines.some(({ prices }) => prices.includes('nat-gateway/hour'));
  const own = bill.lines.filter(({ type, prices }) => type === 'aws_vpc_endpoint' && prices.length > 0);
  const count = new Set(
    own.filter(({ item }) => item === 'endpoint hours').map(({ address, stack }) => `${stack}/${address}`),
  ).size;
  if (perGb === undefined || !hasNat || count === 0) return [];
  const paid = own.reduce((sum, line) => sum.plus(expected(line)), ZERO);
  const gigabytes = own
    .filter(({ item }) => item === 'data processed')
    .reduce((sum, line) => sum.plus(line.quantity.expected), ZERO);
  const through = gigabytes.times(perGb);
  return [
    saving(
      'send through NAT what no rule keeps off the internet',
      `${count} interface endpoints`,
      paid.minus(through),
      `they cost ${dollars(paid)}, the same ${gigabytes.toFixed(0)} GB through NAT ${dollars(through)}; data that must not leave the network is a reason to keep them`,
    ),
  ];
}

/** Nodes that run at night for nobody. */
function idlePools({ bill }: AdviceContext): Advice[] {
  const pools = new Set(bill.lines.filter(({ type }) => type === 'node_pool').map(({ subject }) => subject ?? ''));
  return [...pools].sort().map((pool) => {
    const own = bill.lines.filter(({ type, subject }) => type === 'node_pool' && subject === pool);
    const idle = own.reduce((sum, line) => sum.plus(line.idle), ZERO);
    const off = new Decimal(1).minus(OFFICE_SHARE);
    return saving(
      'let the pool go to zero outside office hours',
      `pool ${pool}`,
      idle.times(off),
      `${dollars(idle)} a month are due with nobody asking; 60 hours a week are 64 % less`,
    );
  });
}

/** The same model at the same precision on nodes that cost less than its pool does now. */
function rightSize({ comparisons, bill, useCases }: AdviceContext): Advice[] {
  return comparisons.flatMap(({ useCase, rightSizing }) => {
    const pool = useCases.find(({ name }) => name === useCase)?.pool ?? '';
    const paid = bill.lines
      .filter(({ type, subject, unit }) => type === 'node_pool' && subject === pool && unit === 'hour')
      .reduce((sum, line) => sum.plus(expected(line)), ZERO);
    const now = rightSizing.find(({ current }) => current);
    const best = rightSizing.find(({ size, precision }) => size === now?.size && precision === now.precision);
    if (now === undefined || best === undefined || best.current) return [];
    const what = `serve ${useCase} on ${best.nodes} × ${best.instanceType}`;
    const why = `${best.size} in ${best.precision}, at the planned throughput; measure before the change`;
    return [saving(what, `pool ${pool}${gpuOf(now.instanceType)}`, paid.minus(best.monthly), why)];
  });
}

/** Two of something against one, where the outage of the one has a price. */
function singlePoints({ bill, document, useCases, book }: AdviceContext): Advice[] {
  const risk = useCases.reduce((sum, { moneyAtRiskUsd }) => sum.plus(moneyAtRiskUsd ?? 0), ZERO);
  const nats = bill.lines.filter(({ prices }) => prices.includes('nat-gateway/hour'));
  const second = unitPrice(book, bill, 'nat-gateway/hour')
    ?.plus(unitPrice(book, bill, 'public-ipv4/hour') ?? ZERO)
    .times(HOURS);
  if (risk.isZero() || stageOf(document) !== 'production' || nats.length !== 1 || second === undefined) return [];
  const hourly = risk.div(HOURS);
  const hours = second.div(hourly);
  if (hours.gt(HOURS)) return [];
  return [
    {
      kind: 'insurance',
      what: 'a second NAT gateway in another zone',
      where: nats[0]?.address ?? '',
      monthly: money(second),
      why: `use cases at risk lose ${dollars(hourly)} an hour; it pays from ${hours.toFixed(1)} hours of outage a month`,
    },
  ];
}

function gpuOf(instanceType: string): string {
  const gpu = INSTANCE_TYPES[instanceType]?.gpu;
  return gpu === undefined ? '' : ` (${gpu.count} × ${gpu.model})`;
}

function stageOf(document: Document): Stage {
  return (
    Object.values(document.stacks).find(({ descriptor }) => descriptor !== undefined)?.descriptor?.stage ?? 'production'
  );
}

function unitPrice(book: PriceBook, bill: Bill, key: string): Decimal | undefined {
  const quote = book.quote(bill.region, key);
  return quote.kind === 'price' ? quote.price.tiers[0]?.price : undefined;
}

function expected(line: BillLine): Decimal {
  return new Decimal(line.monthly.expected);
}
