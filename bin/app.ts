/** What `cdktf synth`, `diff` and `deploy` run: the client named by CLIENT, all environments or the one named by ENVIRONMENT. */
import { renderProblems } from '../config';
import { consoleReport, verdictLine } from '../checks/report';
import { ownStacks } from './client-stacks';
import { CLIENTS, readClient } from './clients';
import { prepareJudging } from './judging';
import { EXIT, refuse, Stop } from './stop';
import { synthesize } from './synthesize';
import { note, painter, result, today } from './terminal';

async function app(): Promise<void> {
  const { CLIENT, ENVIRONMENT, CDKTF_OUTDIR } = process.env;
  if (CLIENT === undefined || CLIENT === '') refuse('say which client: CLIENT=<name> cdktf synth');
  const output = CDKTF_OUTDIR ?? 'cdktf.out';
  const client = readClient(CLIENT, today());
  if (client.notices.length > 0) result(renderProblems(client.notices));
  const report = await synthesize(client, {
    output,
    today: today(),
    underCdktf: CDKTF_OUTDIR !== undefined,
    environment: ENVIRONMENT === '' ? undefined : ENVIRONMENT,
    judging: prepareJudging(client, CLIENTS),
    own: ownStacks(client.client.client, CLIENTS),
  });
  // the cdktf command line prints what comes on standard error as errors
  result(consoleReport(report, painter(process.stdout)));
  result(verdictLine(report));
  if (report.verdict === 'stop') throw new Stop(EXIT.verdict);
}

app().catch((error: unknown) => {
  note(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof Stop ? error.exitCode : EXIT.internal;
});
