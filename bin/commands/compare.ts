import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareMarkdown, compareOutputs, readReport, type Side } from '../../checks/compare';
import { difference, type EarlierReport } from '../../checks/cost';
import { earlierBill } from '../cost-files';
import { readJson, readStacks } from '../stacks';
import { EXIT, refuse, Stop } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface CompareOptions {
  format: string;
}

/** `groundplane compare`: what differs between two outputs of synth. It ends with 1 where the later one says stop, or data would be lost. */
export function compare(before: string, after: string, options: CompareOptions): void {
  const format = oneOf('--format', options.format, ['markdown', 'json'] as const);
  const changes = compareOutputs(sideOf(before), sideOf(after));
  const [old, young] = [billOf(before), billOf(after)];
  const cost = old === undefined || young === undefined ? undefined : difference(old, young);
  if (format === 'json') result(JSON.stringify({ schemaVersion: 1, environments: changes, cost }, null, 2));
  else result(compareMarkdown(changes, cost));
  if (changes.some((change) => change.after === 'stop')) throw new Stop(EXIT.verdict);
}

function sideOf(folder: string): Side {
  const file = join(folder, 'report.json');
  if (!existsSync(file)) refuse(`${file} is not there; give two output folders of groundplane synth`);
  const read = readReport(readJson(file));
  if (!read.ok) refuse(read.problems.map((problem) => `${file}: ${problem}`).join('\n'));
  return { judgements: read.judgements, stacks: readStacks(folder) };
}

function billOf(folder: string): EarlierReport | undefined {
  const file = join(folder, 'cost.json');
  return existsSync(file) ? earlierBill(file) : undefined;
}
