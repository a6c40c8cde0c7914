import type { Finding, Judgement } from '../../contract';
import type { Rule } from '../policy';
import type { Report } from '../report';

/** What the formats are written from. */
export interface FormatSource {
  report: Report;
  /** All rules that ran, the client's own too. */
  rules: readonly Rule[];
  /** Version of this library. */
  version: string;
  /**
   * The file people look at where it is not known which line made a resource: the client's own, or the one that was checked.
   * Relative to the repository.
   */
  fileOf: (judgement: Judgement, finding: Finding) => Place;
}

/** A line of a file, relative to the repository. */
export interface Place {
  file: string;
  line: number;
}

/** Where a reader should look for the cause of a finding. */
export function placeOf(finding: Finding, judgement: Judgement, { fileOf }: FormatSource): Place {
  const [, file, line] = /^(.+):(\d+)$/.exec(finding.source ?? finding.waiver?.source ?? '') ?? [];
  // a path out of the repository means nothing to who reads the report
  if (file === undefined || /^(?:[/\\]|[A-Za-z]:|\.\.)/.test(file)) return fileOf(judgement, finding);
  return { file: file.replaceAll('\\', '/'), line: Number(line) };
}

/** All findings with the environment they are in, what stops first. */
export function findingsOf({ report }: FormatSource): { finding: Finding; judgement: Judgement }[] {
  return report.environments
    .flatMap((judgement) => judgement.policy.findings.map((finding) => ({ finding, judgement })))
    .sort((a, b) => rank(a.finding) - rank(b.finding));
}

/** 0: stops. 1: warns. 2: nobody can tell yet. 3: waived. */
export function rank({ status, severity }: Finding): number {
  if (status === 'waived') return 3;
  if (severity === 'deny') return 0;
  return status === 'fail' ? 1 : 2;
}

/** `PAI-EKS` of `PAI-EKS-001`. */
export function groupOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

/** Page of a rule in the docs of this library. */
export function pageOf(id: string): string {
  return `docs/policies/${id}.md`;
}
