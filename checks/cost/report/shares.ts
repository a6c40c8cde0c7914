import type { CostLine, CostShare, UseCase } from '../../../contract';
import { PREFILL_PER_OUTPUT } from '../../../facts';
import { percentByConfidence } from '../../report/figures';
import type { BillLine } from '../bill';
import { Decimal, money, ZERO } from '../decimal';
import { atEachEnd, NOTHING, plus, times, type Quantity } from '../quantity';
import { tokensOfCase } from '../use-case-tokens';
import { labelOf } from './labels';

const OPEN: ReadonlySet<CostLine['status']> = new Set(['notOffered', 'unpriced', 'unknown']);
/** What no use case has to itself. */
const REST = 'shared platform';
/** Lines that are not resources but what is promised to AWS. */
export const COMMITMENTS = 'commitments';

/** Parts of a bill by the name each line has, dearest first. */
export function sharesBy<L extends BillLine>(lines: readonly L[], nameOf: (line: L) => string): CostShare[] {
  const groups = new Map<string, L[]>();
  for (const line of lines) groups.set(nameOf(line), [...(groups.get(nameOf(line)) ?? []), line]);
  return dearestFirst(
    [...groups].map(([name, own]) =>
      share(
        name,
        own.map((line) => [line, ONE] as const),
      ),
    ),
  );
}

/** Component a line belongs to, in words: the construct below its stack; for what others made, the resource type. */
export function componentOf(line: BillLine): string {
  if (isCommitment(line)) return COMMITMENTS;
  const { path, type, address } = line;
  const [, component] = path.split('/');
  if (component !== undefined) return labelOf(component);
  return type === '' ? (address.split('[')[0] ?? address) : labelOf(type);
}

const ONE = new Decimal(1);
type Part = readonly [line: BillLine, part: Decimal];

/** Whether a line is about what is promised to AWS, not about a resource. */
export function isCommitment({ type, address }: Pick<BillLine, 'type' | 'address'>): boolean {
  return type === '' && address.startsWith('commitments.');
}

const CONFIDENCES = [
  ['list', 'list prices'],
  ['derived', 'prices reckoned from such'],
  ['unverified', 'prices not yet checked against the list of AWS'],
] as const;

/** How much of the expected amount rests on prices of which confidence, in per cent: empty where nothing has a price. */
export function restsOn(lines: readonly Pick<CostLine, 'confidence' | 'monthly'>[]): string {
  const percents = percentByConfidence(lines);
  return CONFIDENCES.flatMap(([confidence, words]) => {
    const percent = percents.get(confidence);
    return percent === undefined ? [] : [`${percent.lt(1) ? 'under 1' : percent.toFixed(0)} % ${words}`];
  }).join(', ');
}

/** What all would cost without commitments, expected. */
export function listPrice(shares: readonly CostShare[]): Decimal {
  return shares.filter(({ name }) => name !== COMMITMENTS).reduce((sum, { expected }) => sum.plus(expected), ZERO);
}

/** What each use case causes: tokens of its model and GPU time of its pool by its part of them; the rest is the platform's. */
export function sharesByUseCase(lines: readonly BillLine[], useCases: readonly UseCase[]): CostShare[] {
  if (useCases.length === 0) return [];
  const parts = new Map<string, Part[]>([
    ...useCases.map(({ name }): [string, Part[]] => [name, []]),
    [REST, []],
    [COMMITMENTS, []],
  ]);
  const add = (name: string, part: Part): unknown => parts.get(name)?.push(part);
  for (const line of lines) {
    if (isCommitment(line)) {
      add(COMMITMENTS, [line, ONE]);
      continue;
    }
    const weights = weightsOf(line, useCases);
    const sum = weights.reduce((total, [, weight]) => total.plus(weight), ZERO);
    if (sum.isZero()) add(REST, [line, ONE]);
    else for (const [name, weight] of weights) add(name, [line, weight.div(sum)]);
  }
  return dearestFirst([...parts].filter(([, own]) => own.length > 0).map(([name, own]) => share(name, own)));
}

function weightsOf(line: BillLine, useCases: readonly UseCase[]): [string, Decimal][] {
  if (line.type === 'model_route') {
    const direction = line.basis?.key.includes('output') === true ? 'output' : 'input';
    const own = useCases.filter(({ model }) => model === line.subject);
    return own.map((useCase) => [useCase.name, tokensOfCase(useCase, direction).expected]);
  }
  if (line.type !== 'node_pool') return [];
  return useCases.filter(({ pool }) => pool === line.subject).map((useCase) => [useCase.name, gpuTime(useCase)]);
}

/** In tokens written, a month. */
function gpuTime(useCase: UseCase): Decimal {
  const read = tokensOfCase(useCase, 'input').expected;
  return read.div(PREFILL_PER_OUTPUT).plus(tokensOfCase(useCase, 'output').expected);
}

function share(name: string, parts: readonly Part[]): CostShare {
  const total = parts.reduce(
    (sum, [{ monthly }, part]) =>
      plus(
        sum,
        times(
          atEachEnd((end) => new Decimal(monthly[end])),
          part,
        ),
      ),
    NOTHING,
  );
  return { name, ...moneyOf(total), lines: parts.length, atLeast: parts.some(([{ status }]) => OPEN.has(status)) };
}

function dearestFirst(shares: readonly CostShare[]): CostShare[] {
  return [...shares].sort((a, b) => new Decimal(b.expected).cmp(a.expected) || (a.name < b.name ? -1 : 1));
}

export function moneyOf({ low, expected, high }: Quantity): { low: string; expected: string; high: string } {
  return { low: money(low), expected: money(expected), high: money(high) };
}
