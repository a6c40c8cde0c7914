import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareMarkdown, compareOutputs, type Side } from '../../checks/compare';
import { difference, readCostReport } from '../../checks/cost';
import type { Report } from '../../checks/report';
import { isObject } from '../../contract';
import { readJson, readStacks } from '../stacks';
import { refuse } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface CompareOptions {
  format: string;
}

/** `groundplane compare`: what differs between two outputs of synth. It judges neither: the synth of the later one has. */
export function compare(before: string, after: string, options: CompareOptions): void {
  const format = oneOf('--format', options.format, ['markdown', 'json'] as const);
  const changes = compareOutputs(sideOf(before), sideOf(after));
  const [old, young] = [billOf(before), billOf(after)];
  const cost = old === undefined || young === undefined ? undefined : difference(old, young);
  if (format === 'json') result(JSON.stringify({ schemaVersion: 1, environments: changes, cost }, null, 2));
  else result(compareMarkdown(changes, cost));
}

function sideOf(folder: string): Side {
  const file = join(folder, 'report.json');
  if (!existsSync(file)) refuse(`${file} is not there; give two output folders of groundplane synth`);
  const json = readJson(file);
  if (!isObject(json) || json.schemaVersion !== 1 || !Array.isArray(json.environments))
    refuse(`${file} is no report of groundplane synth`);
  const { environments } = json as unknown as Report;
  return { judgements: environments, stacks: readStacks(folder) };
}

function billOf(folder: string): (ReturnType<typeof readCostReport> & { ok: true })['report'] | undefined {
  const file = join(folder, 'cost.json');
  if (!existsSync(file)) return undefined;
  const read = readCostReport(readJson(file));
  return read.ok ? read.report : refuse(read.problems.map((problem) => `${file}: ${problem}`).join('\n'));
}
