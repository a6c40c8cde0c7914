import { nearest } from '../../config';
import { refuse } from '../stop';

/** Reports besides the two every synth writes. */
export const REPORTS = ['sarif', 'junit', 'compliance', 'checkov', 'trivy'] as const;
export type ReportName = (typeof REPORTS)[number];

/** The value of an option with a closed set of words, or a refusal that says them, and which is near. */
export function oneOf<W extends string>(option: string, value: string, words: readonly W[]): W {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const near = nearest(value, words);
  const guess = near === undefined ? '' : `; did you mean "${near}"?`;
  return refuse(`${option} ${JSON.stringify(value)} is not known${guess} (${words.join(', ')})`);
}

/** What `--format` of a judging command may be: for people, for programs, or for a step of a GitHub workflow. */
export const FORMATS = ['text', 'json', 'github'] as const;

/** The reports `--report sarif,junit` names; `all` is each of them. */
export function reportNames(value: string | undefined): ReportName[] {
  if (value === undefined) return [];
  const words = value.split(',').map((word) => oneOf('--report', word.trim(), [...REPORTS, 'all']));
  return REPORTS.filter((name) => words.includes('all') || words.includes(name));
}
