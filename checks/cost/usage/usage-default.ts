import type { Tier } from '../../../contract';

/** A month in production: at least, as expected, at most. */
type Month = readonly [number, number, number];

export interface UsageDefault extends Readonly<Record<Tier, Month>> {
  /** `environment`: the figure is for all resources of the kind together and is split among them. */
  per: 'environment' | 'resource';
  /** Whether an environment that is not production has less of it. @default true */
  scales?: false;
  /** What is counted, as it reads behind a number. */
  unit: string;
  /** One line: where the figures come from. */
  because: string;
}
