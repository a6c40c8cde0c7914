import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { BLUEPRINTS } from '../blueprints';
import type { LoadedClient, ResolvedEnvironment } from '../config';
import type { Judgement, Waiver } from '../contract';
import { judge } from '../checks';
import { markdownReport, report, type Report } from '../checks/report';
import { Output } from './publish';
import { descriptorOf, readStacks } from './stacks';
import { refuse } from './stop';

export interface SynthesizeOptions {
  /** Folder the output is published into. */
  output: string;
  /** Day of the judgement. */
  today: string;
  /** Only this environment. @default - all of the file */
  environment?: string;
}

/**
 * A client's Terraform, judged and published. A stop verdict publishes stacks and report, but no manifest; anything that throws
 * publishes nothing and leaves no manifest of an earlier run.
 */
export async function synthesize(client: LoadedClient, options: SynthesizeOptions): Promise<Report> {
  const environments = chosen(client, options.environment);
  const output = new Output(options.output);
  try {
    build(output.work, environments);
    const judgements: Judgement[] = [];
    for (const environment of environments)
      judgements.push(await judged(output.work, client, environment, options.today));
    const written = report(client.client.client, options.today, judgements);
    writeFileSync(join(output.work, 'report.json'), `${JSON.stringify(written, null, 2)}\n`);
    writeFileSync(join(output.work, 'report.md'), markdownReport(written));
    output.publish(written.verdict !== 'stop');
    return written;
  } catch (error) {
    output.disarm();
    throw error;
  } finally {
    output.discard();
  }
}

function chosen(client: LoadedClient, name: string | undefined): ResolvedEnvironment[] {
  if (name === undefined) return client.environments;
  const found = client.environments.filter((environment) => environment.settings.environment.name === name);
  const names = client.environments.map((environment) => environment.settings.environment.name);
  if (found.length === 0) refuse(`${client.file} has no environment "${name}"; it has ${names.join(', ')}`);
  return found;
}

function build(folder: string, environments: readonly ResolvedEnvironment[]): void {
  const app = new App({ outdir: folder });
  for (const { settings } of environments) BLUEPRINTS[settings.tier].build(app, settings);
  app.synth();
}

async function judged(
  folder: string,
  client: LoadedClient,
  { settings, provenance }: ResolvedEnvironment,
  today: string,
): Promise<Judgement> {
  const waivers = settings.waivers.map((waiver, index): Waiver => {
    const origin = provenance.origin(`waivers[${index}]`);
    return { ...waiver, source: origin?.kind === 'file' ? `${client.file}:${origin.line}` : client.file };
  });
  const stacks = readStacks(folder).filter(({ json }) => descriptorOf(json)?.environment === settings.environment.name);
  return judge(stacks, { tier: settings.tier, today, waivers, budget: settings.budget.monthlyUsd });
}
