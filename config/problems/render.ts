import type { FileProblem } from './problem';

/** What a piece of the text is, for whoever colours it. */
export type Piece = 'place' | 'path' | 'frame' | 'underline' | 'hint';
export type Paint = (piece: Piece, text: string) => string;

const PLAIN: Paint = (_, text) => text;

/**
 * Problems for people: place, what is wrong, the line of the file with the part underlined, what to do. Plain text unless a
 * `paint` is given.
 *
 *     clients/acme/client.yaml:3:7  tier "mid-markt" is not known
 *         3 │ tier: mid-markt
 *           │       ~~~~~~~~~  did you mean "mid-market"? (smb, mid-market, enterprise)
 */
export function renderProblems(problems: readonly FileProblem[], paint: Paint = PLAIN): string {
  return problems.map((problem) => renderProblem(problem, paint)).join('\n\n');
}

function renderProblem(problem: FileProblem, paint: Paint): string {
  const { excerpt } = problem;
  const where = paint('place', `${problem.file}:${problem.line}:${problem.column}`);
  const what = problem.path === '' ? problem.message : `${paint('path', problem.path)} ${problem.message}`;
  const environments = problem.environments.length === 0 ? '' : ` (${problem.environments.join(', ')})`;
  const head = `${where}  ${what}${environments}`;
  if (excerpt.text.trim() === '') return `${head}\n    ${paint('hint', hint(problem))}`;
  const gutter = String(problem.line);
  const line = `    ${paint('frame', `${gutter} │`)} ${excerpt.text}`;
  const marks = paint('underline', '~'.repeat(excerpt.length));
  const under = `    ${paint('frame', `${' '.repeat(gutter.length)} │`)} ${' '.repeat(excerpt.start)}${marks}`;
  return `${head}\n${line}\n${under}  ${paint('hint', hint(problem))}`;
}

/** What to do, in one line. */
function hint({ nearest, expected, fix }: FileProblem): string {
  if (nearest === undefined) return fix;
  return expected === undefined ? `did you mean "${nearest}"?` : `did you mean "${nearest}"? (${expected})`;
}
