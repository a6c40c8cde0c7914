import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCostReport, type CostReport, type EarlierReport } from '../checks/cost';
import { billPicture, costMarkdown, focusCsv, infracostJson, ledgerCsv } from '../checks/cost/formats';
import { readJson } from './stacks';
import { refuse } from './stop';

/** Everything that is written of a cost report, by file name. */
function costFiles(report: CostReport): Record<string, string> {
  return {
    'cost.json': `${JSON.stringify(report, null, 2)}\n`,
    'cost.infracost.json': `${JSON.stringify(infracostJson(report), null, 2)}\n`,
    'cost.csv': focusCsv(report),
    'cost.md': costMarkdown(report),
    'cost.svg': billPicture(report),
    ...(report.ledger.length === 0 ? {} : { 'ledger.csv': ledgerCsv(report.ledger, report.date) }),
  };
}

/** Writes them into a folder; gives their names. */
export function writeCost(report: CostReport, folder: string): string[] {
  const files = Object.entries(costFiles(report));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return files.map(([name]) => name);
}

/** The `cost.json` of an earlier run. */
export function earlierBill(file: string): EarlierReport {
  if (!existsSync(file)) refuse(`${file} is not there; give the cost.json of an earlier run`);
  const read = readCostReport(readJson(file));
  if (read.ok) return read.report;
  return refuse(`${read.problems.map((problem) => `${file}: ${problem}`).join('\n')}\n\nnothing was written`);
}
