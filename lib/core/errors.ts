/** One thing that is wrong, in the words of the API or client file that was used. */
export interface Problem {
  /** Literal and stable, `InvalidCidr`; the page of it is docs/errors.md. */
  code: string;
  /** Where: a settings path `network.cidr`, or a prop `instanceTypes`. */
  path: string;
  /** What is wrong, lower case, no full stop; with the value that was found. */
  message: string;
  /** What to do about it. */
  fix: string;
}

/** Misuse of the library. Carries every problem found at once; nobody should mend five things in five runs. */
export class BlueprintError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => `${p.path}: ${p.message}; ${p.fix} [${p.code}]`).join('\n'));
    this.name = 'BlueprintError';
    this.problems = problems;
  }

  /** Throws if there is anything wrong. */
  static throwIfAny(problems: readonly Problem[]): void {
    if (problems.length > 0) throw new BlueprintError(problems);
  }
}
