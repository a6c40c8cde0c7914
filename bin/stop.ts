/** Exit codes. 3 is never a pass. */
export const EXIT = { fine: 0, verdict: 1, usage: 2, internal: 3, interrupted: 130 } as const;

/** Ends a command: the text has been shown, or is shown now, and the process ends with the code. */
export class Stop extends Error {
  constructor(
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
    /** For standard error; empty when all has been said. */
    message = '',
  ) {
    super(message);
    this.name = 'Stop';
  }
}

/** Wrong arguments or input. */
export function refuse(message: string): never {
  throw new Stop(EXIT.usage, message);
}

/**
 * What several pieces of work give, in their order.
 *
 * @throws Stop with what all of those that refuse say: who mends one must not find the next behind it
 */
export function all<T>(works: readonly (() => T)[]): T[] {
  const refusals: string[] = [];
  const done = works.flatMap((work): T[] => {
    try {
      return [work()];
    } catch (error) {
      if (!(error instanceof Stop) || error.exitCode !== EXIT.usage) throw error;
      refusals.push(error.message);
      return [];
    }
  });
  return refusals.length === 0 ? done : refuse(refusals.join('\n\n'));
}
