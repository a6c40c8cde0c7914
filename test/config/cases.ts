import { clientYaml, problemsOf } from './fixtures';

/** A file in which one thing does not fit the rest, and what is said of it. */
export interface Case {
  top?: string;
  environment?: string;
  /** Replaced in the whole file, after the rest. */
  swap?: [string, string];
  code: string;
  path: string;
  at: string;
  message: RegExp;
  fix: RegExp;
}

export function yamlOf({ top, environment, swap }: Partial<Case>): string {
  const text = clientYaml({ top, environment });
  return swap === undefined ? text : text.replaceAll(...swap);
}

/** Expects that one problem and no other, at its place. */
export function expectOne({ code, path, at, message, fix, ...file }: Case): void {
  const problems = problemsOf(yamlOf(file));
  const places = problems.map((problem) => ({
    code: problem.code,
    path: problem.path,
    at: `${problem.line}:${problem.column}`,
  }));

  expect(places).toEqual([{ code, path, at }]);
  expect(problems[0]?.message).toMatch(message);
  expect(problems[0]?.fix).toMatch(fix);
}
