/** One thing that is wrong with what was given to judge. */
export interface DocumentProblem {
  /** Literal and stable, `NotTerraform`. */
  code: string;
  /** Stack and place, `acme-prod-network: resource.aws_vpc`. */
  path: string;
  message: string;
  fix: string;
}

/** The input is not Terraform's JSON, or not all of it. Carries every problem found. */
export class DocumentError extends Error {
  readonly problems: readonly DocumentProblem[];

  constructor(problems: readonly DocumentProblem[]) {
    super(problems.map((p) => `${p.path}: ${p.message}; ${p.fix} [${p.code}]`).join('\n'));
    this.name = 'DocumentError';
    this.problems = problems;
  }
}
