import { existsSync, readFileSync } from 'node:fs';
import {
  AGE,
  assess,
  costReport,
  difference,
  earlierTotal,
  type CostReport,
  type EnvironmentBill,
} from '../../checks/cost';
import { costMarkdown, costText } from '../../checks/cost/formats';
import { readUsage, type UsageOverrides } from '../../checks/cost/usage';
import { documentFromPlan, documentFromSynth } from '../../checks/document';
import { TIERS, type Document, type Tier } from '../../contract';
import { REGIONS } from '../../facts';
import { readClient } from '../clients';
import { earlierBill, writeCost } from '../cost-files';
import { checkPrices, termsOf } from '../cost-terms';
import { readGiven } from '../given';
import { descriptorOf, stacksByEnvironment } from '../stacks';
import { EXIT, refuse, Stop } from '../stop';
import { note, painter, result } from '../terminal';
import { readable } from './check';
import { oneOf } from './options';

export interface CostOptions {
  client?: string;
  clients: string;
  usage?: string;
  region?: string;
  tier?: string;
  against?: string;
  output?: string;
  strict?: true;
  date: string;
  format: string;
}

const FORMATS = ['text', 'json', 'markdown'] as const;

/** `groundplane cost`: what Terraform made by anybody costs a month. */
export function cost(path: string, options: CostOptions): void {
  const format = oneOf('--format', options.format, FORMATS);
  const report = reported(path, options);
  warnOfAge(report, options.strict === true);
  if (options.output !== undefined) {
    const files = writeCost(report, options.output);
    note(`written: ${options.output} (${files.join(', ')})`);
  }
  if (format === 'json') result(JSON.stringify(report, null, 2));
  else result(format === 'markdown' ? costMarkdown(report) : costText(report, painter(process.stdout)));
  if (report.budgets.some(({ verdict, action }) => verdict === 'over' && action === 'fail'))
    throw new Stop(EXIT.verdict);
}

function reported(path: string, options: CostOptions): CostReport {
  const tier = options.tier === undefined ? undefined : oneOf('--tier', options.tier, TIERS);
  if (options.region !== undefined) oneOf('--region', options.region, Object.keys(REGIONS));
  const client = options.client === undefined ? undefined : readClient(options.client, options.date, options.clients);
  if (client !== undefined) checkPrices(client);
  const overrides = options.usage === undefined ? undefined : usageOf(options.usage);
  const before = options.against === undefined ? undefined : earlierBill(options.against);
  const documents = documentsOf(path, tier);
  const environments = documents.map(({ name, environment, document }): EnvironmentBill =>
    assess(document, {
      name,
      today: options.date,
      region: options.region,
      overrides,
      terms: client === undefined ? undefined : termsOf(client, environment),
      before: before === undefined ? undefined : earlierTotal(before, name, documents.length === 1),
    }),
  );
  const report = costReport(environments, options.date);
  return before === undefined ? report : { ...report, difference: difference(before, report) };
}

interface Named {
  name: string;
  environment: string | undefined;
  document: Document;
}

function documentsOf(path: string, tier: Tier | undefined): Named[] {
  const given = readGiven(path);
  try {
    // what others made says no tier; the middle one is what usage is assumed by
    if ('plan' in given) {
      return [named(path, documentFromPlan(given.plan, tier ?? 'mid-market'))];
    }
    return stacksByEnvironment(given.stacks).map((stacks) => {
      const told = stacks.map(({ json }) => descriptorOf(json)?.tier).find((word) => word !== undefined);
      return named(path, documentFromSynth(stacks, tier ?? told ?? 'mid-market'));
    });
  } catch (error) {
    return readable(error);
  }
}

function named(path: string, document: Document): Named {
  const descriptor = Object.values(document.stacks).find((stack) => stack.descriptor !== undefined)?.descriptor;
  const name = descriptor === undefined ? path : `${descriptor.client} ${descriptor.environment}`;
  return { name, environment: descriptor?.environment, document };
}

function usageOf(file: string): UsageOverrides {
  if (!existsSync(file)) refuse(`${file} is not there; give a usage file, as --usage infracost-usage.yml`);
  const read = readUsage(readFileSync(file, 'utf8'), file);
  if (!read.ok) {
    const lines = read.problems.map(
      ({ at, path, message, fix }) => `${at}  ${[path, message].join(' ').trim()}; ${fix}`,
    );
    return refuse(`${lines.join('\n')}\n\nnothing was written`);
  }
  if (read.notes.length > 0) note(`${file}: ${read.notes.length} entries are not used: ${read.notes.join('; ')}`);
  return read.overrides;
}

function warnOfAge({ age }: CostReport, strict: boolean): void {
  if (age === undefined || age.verdict === 'fresh') return;
  const text = `the price book is ${age.days} days old (reviewed ${age.reviewed})`;
  if (strict && age.verdict === 'too-old') {
    refuse(`${text}; --strict takes at most ${AGE.refuseDays} days: refresh it with groundplane prices`);
  }
  note(`${text}; refresh it with groundplane prices`);
}
