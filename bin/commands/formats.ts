import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  annotationsText,
  checkovBaseline,
  complianceFiles,
  junitText,
  sarifText,
  trivyIgnore,
  type FormatSource,
} from '../../checks/formats';
import { markdownReport, type Report } from '../../checks/report';
import type { ReportName } from './options';

/** GitHub drops a summary that is larger than 1024 KiB, all of it. */
const SUMMARY_LENGTH = 300_000;

const WRITERS: Readonly<Record<ReportName, (source: FormatSource) => Record<string, string>>> = {
  sarif: (source) => ({ 'report.sarif': sarifText(source) }),
  junit: (source) => ({ 'report.junit.xml': junitText(source) }),
  compliance: complianceFiles,
  checkov: (source) => ({ '.checkov.baseline': checkovBaseline(source) }),
  trivy: (source) => ({ '.trivyignore.yaml': trivyIgnore(source) }),
};

/** Writes the reports that were asked for; gives the names of the files, below `folder`. */
export function writeReports(names: readonly ReportName[], source: FormatSource, folder: string): string[] {
  const files = new Map(names.flatMap((name) => Object.entries(WRITERS[name](source))));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return [...files.keys()].sort();
}

/** What a step of a GitHub workflow prints so that findings stand beside the lines of a pull request. */
export function githubText(source: FormatSource): string {
  return annotationsText(source);
}

/** Adds the report to the summary of the job, if this runs in one. */
export function addSummary(report: Report, file: string | undefined): void {
  if (file === undefined || file === '') return;
  appendFileSync(file, markdownReport(report, { maxLength: SUMMARY_LENGTH }));
}
