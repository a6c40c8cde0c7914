import { DATA_CLASSES, type DataClass } from '../../contract';

/** Models by name, each with those that answer in its place, in the order they are tried. */
export type Fallbacks = Readonly<Record<string, readonly string[]>>;

/** What of a model decides whether another may answer in its place. */
export interface Answering {
  name: string;
  dataClass: DataClass;
  location: 'cluster' | 'cloud';
  /** Chat models stand in for chat models only. */
  purpose: string;
}

/** Seconds LiteLLM 1.106.2 needs besides waiting until the next model is asked, measured. */
const OVERHEAD_SECONDS = 2.2;
/** An engine under load needs as long for its first words; a shorter timeout would take a busy model for a dead one. */
export const LEAST_ATTEMPT_SECONDS = 3;

/** Whether data that `from` may see may be sent to `to`. */
export function maySee(to: Pick<Answering, 'dataClass'>, from: Pick<Answering, 'dataClass'>): boolean {
  return DATA_CLASSES.indexOf(to.dataClass) >= DATA_CLASSES.indexOf(from.dataClass);
}

/** Models that may be asked after `from`, in the order they are reached: a fallback's own fallbacks are tried too. */
export function reachable(fallbacks: Fallbacks, from: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const next of fallbacks[name] ?? []) {
      if (next === from || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(from);
  return [...found];
}

/** Whether a request can come back to the model it came from. */
export function inCycle(fallbacks: Fallbacks, name: string): boolean {
  return [name, ...reachable(fallbacks, name)].some((other) => fallbacks[other]?.includes(name) === true);
}

/**
 * Seconds one model of the chain of `from` may take, so that an answer comes within `within` seconds although all but the last
 * hang. A hang is not tried again: the next model is the second attempt.
 */
export function attemptSeconds(fallbacks: Fallbacks, from: string, within: number): number {
  const tried = reachable(fallbacks, from).length;
  return Math.floor(within / tried - OVERHEAD_SECONDS);
}

/**
 * Seconds a model may take so that every chain it is in keeps the promise; undefined where nobody comes after it. Its timeout is
 * the same whether it is asked itself or stands in.
 */
export function secondsOf(fallbacks: Fallbacks, name: string, within: number): number | undefined {
  const bounds = Object.keys(fallbacks)
    .filter((from) => [from, ...reachable(fallbacks, from)].slice(0, -1).includes(name))
    .map((from) => attemptSeconds(fallbacks, from, within));
  return bounds.length === 0 ? undefined : Math.min(...bounds);
}

/**
 * The fallbacks where nobody says any: whatever is asked of a cloud model may be answered in the cluster by a model that may see
 * as much. Never the other way round: what may stay private stays.
 */
export function homewardFallbacks(models: readonly Answering[]): Fallbacks {
  const home = models.filter(({ location, purpose }) => location === 'cluster' && purpose === 'chat');
  return Object.fromEntries(
    models
      .filter(({ location, purpose }) => location === 'cloud' && purpose === 'chat')
      .map((model): [string, string[]] => [
        model.name,
        home
          .filter((other) => maySee(other, model))
          .slice(0, 1)
          .map(({ name }) => name),
      ])
      .filter(([, targets]) => targets.length > 0),
  );
}

/** What may be sent where any of some models may answer: what each of them may see. */
export function leastClass(models: readonly Pick<Answering, 'dataClass'>[]): DataClass {
  const ranks = models.map(({ dataClass }) => DATA_CLASSES.indexOf(dataClass));
  return DATA_CLASSES[Math.min(...ranks)] ?? 'public';
}
