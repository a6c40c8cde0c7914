#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import type { BootstrapOptions } from './commands/bootstrap';
import type { AuditDecideOptions } from './commands/audit-decide';
import type { AuditRetentionOptions } from './commands/audit-retention';
import type { AuditVerifyOptions } from './commands/audit-verify';
import type { CheckOptions } from './commands/check';
import type { CompareOptions } from './commands/compare';
import type { CostOptions } from './commands/cost';
import type { DataAccessOptions } from './commands/data-access';
import type { DoctorOptions } from './commands/doctor';
import type { DbtInitOptions } from './commands/dbt-init';
import type { ConfigOptions } from './commands/config';
import type { ExplainOptions } from './commands/explain';
import type { FitOptions } from './commands/fit';
import type { InitOptions } from './commands/init-answers';
import type { RagOptions } from './commands/rag';
import type { RecoverOptions } from './commands/recover';
import type { PricesOptions } from './commands/prices';
import type { PolicyClient } from './commands/policy-client';
import type { PolicyExplainOptions } from './commands/policy-explain';
import type { PolicyWaiveOptions } from './commands/policy-waive';
import type { SynthOptions } from './commands/synth';
import { day } from './day';
import { EXIT, Stop } from './stop';
import { note, outliveReader, result, today } from './terminal';

/** A command with its example first. Each is loaded when it is called: help must not wait for what it does not need. */
function command(program: Command, usage: string, description: string, example: string): Command {
  return program.command(usage).description(description).addHelpText('before', `Example: ${example}\n`);
}

/** Options of commands that read clients. */
function withClients(reader: Command): Command {
  return reader
    .option('--environment <name>', 'only this environment of the client')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'as of this day, 2026-11-21', day, today());
}

/** Options of commands that judge. */
function withJudging(judge: Command): Command {
  return judge
    .option('--format <format>', 'text, json, or github: annotations and the summary of the job', 'text')
    .option('--report <names>', 'more reports to write: sarif, junit, compliance, checkov, trivy, or all')
    .option('--ignore-waivers', 'judge as if nobody had waived anything');
}

function withFormat(writer: Command): Command {
  return writer.option('--format <format>', 'text or json', 'text');
}

const SYNTH = 'groundplane synth --client example-enterprise --environment production';
const CHECK = 'terraform show -json plan > plan.json && groundplane check plan.json --tier mid-market --format json';
const COST = 'groundplane cost cdktf.out --client example-mid-market --usage infracost-usage.yml --format markdown';
const PRICES = 'groundplane prices eu-central-1 --offers offers';
const EXPLAIN = 'groundplane explain network.egress --client example-mid-market';
const FIT = 'groundplane fit --model qwen3-32b --instance g6e.xlarge --context 32768';
const RAG = 'groundplane rag --client example-mid-market --documents 200000';
const AUDIT_RETENTION = 'groundplane audit retention --client example-mid-market --environment production';
const AUDIT_DECIDE = "groundplane audit decide 0b6f2c4e-… --client acme --verdict overruled --reason 'a test of ours'";
const AUDIT_VERIFY = 'aws s3 sync s3://BUCKET copy && groundplane audit verify copy --public-key signing.pem';
const CONFIG = 'groundplane config --client example-mid-market --environment staging';
const INIT =
  'groundplane init acme --tier smb --account 111122223333 --region eu-central-1 --domain ai.acme.example --owner ai@acme.example';
const WAIVE =
  "groundplane policy waive --reason 'the office moves behind the VPN' --owner platform --ticket PLAT-12 --expires 2026-12-31";
const COMPARE = 'groundplane compare before cdktf.out';
const POLICY = 'groundplane policy explain PAI-EKS-001 --address aws_eks_cluster.main';
const DATA = 'groundplane data access --client example-mid-market --environment production';
const DBT = 'groundplane dbt init --client example-smb';
const RECOVER = 'groundplane recover cdktf.out --listing listing.json roles.json --state states/*.txt';
const BOOTSTRAP = 'groundplane bootstrap --client example-smb --environment production';

function program(): Command {
  const groundplane = new Command('groundplane')
    .description("a company's private-AI platform on AWS as Terraform, judged before anything is applied")
    .version(version, '--version', 'library, form of the client file, prices and policies')
    .option('--debug', 'where an error of ours came from, with the line of code')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: note })
    .addHelpText('before', `Example: ${SYNTH}\n`);
  addJudging(groundplane);
  addReading(groundplane);
  addAudit(groundplane);
  addMaking(groundplane);
  addData(groundplane);
  addPolicy(groundplane);
  addCost(groundplane);
  addCompare(groundplane);
  addPrices(groundplane);
  addRecover(groundplane);
  return groundplane;
}

function addJudging(groundplane: Command): void {
  withJudging(withClients(command(groundplane, 'synth', 'write the Terraform of clients and judge it', SYNTH)))
    .option('--client <name>', 'a folder below clients/')
    .option('--all', 'every client')
    .option('--output <folder>', 'where to write; several clients get a folder each', 'cdktf.out')
    .action(async (options: SynthOptions) => (await import('./commands/synth.js')).synth(options));

  const what = 'judge Terraform that is there: a cdktf.out folder, a cdk.tf.json, or a plan from terraform show -json';
  withJudging(command(groundplane, 'check <path>', what, CHECK))
    .option('--client <name>', 'be held to this client: rules of its own, budgets, use cases and commitments')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--policy <file>', 'waivers and severities of the synth a plan was made from: policy.json of its output')
    .option('--output <folder>', 'where more reports are written', 'reports')
    .option('--allow-destroy <address...>', 'what keeps data and a plan may destroy or replace: a warning, no stop')
    .option('--tier <tier>', 'smb, mid-market or enterprise; our own output says it itself')
    .option('--region <region>', 'where it runs, if it does not say so')
    .option('--date <day>', 'as of this day, 2026-11-21', day, today())
    .action(async (path: string, options: CheckOptions) => (await import('./commands/check.js')).check(path, options));
}

function addCost(groundplane: Command): void {
  const what = 'what it costs a month, with low and high: a cdktf.out folder, a cdk.tf.json, or a plan as JSON';
  command(groundplane, 'cost <path>', what, COST)
    .option('--client <name>', 'budgets, commitments and use cases of this client')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--usage <file>', 'how much goes through, in the form of infracost-usage.yml')
    .option('--region <region>', 'where it runs, if it does not say so')
    .option('--tier <tier>', 'whose usage is assumed: smb, mid-market or enterprise; our own output says it itself')
    .option('--against <file>', 'cost.json of an earlier run: what changed, and why')
    .option(
      '--output <folder>',
      'write cost.json, cost.infracost.json, cost.csv, cost.md, cost.svg and the ledger there',
    )
    .option('--strict', 'refuse prices that are too old')
    .option('--date <day>', 'as of this day, 2026-11-21', day, today())
    .option('--format <format>', 'text, json or markdown', 'text')
    .action(async (path: string, options: CostOptions) => (await import('./commands/cost.js')).cost(path, options));
}

function addCompare(groundplane: Command): void {
  const what = 'what differs between two outputs of synth: resources, rules, waivers, cost and its reasons';
  command(groundplane, 'compare <before> <after>', what, COMPARE)
    .option('--format <format>', 'markdown or json', 'markdown')
    .action(async (before: string, after: string, options: CompareOptions) =>
      (await import('./commands/compare.js')).compare(before, after, options),
    );
}

function addPrices(groundplane: Command): void {
  const what = "read a region's prices again from AWS' price files, and show what changed";
  withFormat(command(groundplane, 'prices <region>', what, PRICES))
    .option('--offers <folder>', 'where the price files are, <offer>.csv; without them, how to fetch them', 'offers')
    .option('--book <folder>', 'the price book', 'checks/cost/book')
    .option('--write', 'write the prices that were found')
    .option('--date <day>', 'day of the review, 2026-11-21', day, today())
    .action(async (region: string, options: PricesOptions) =>
      (await import('./commands/prices.js')).prices(region, options),
    );
}

function addAudit(groundplane: Command): void {
  const audit = groundplane.command('audit').description('what auditors and reviewers do');
  const kept = 'how long everything is kept, where, and what deletes it then';
  withFormat(withClients(command(audit, 'retention', kept, AUDIT_RETENTION)))
    .requiredOption('--client <name>', 'a folder below clients/')
    .action(async (options: AuditRetentionOptions) =>
      (await import('./commands/audit-retention.js')).auditRetention(options),
    );
  const decided = 'record what you decided on a request that a guardrail stopped and handed to a person';
  withClients(command(audit, 'decide <request>', decided, AUDIT_DECIDE))
    .requiredOption('--client <name>', 'a folder below clients/')
    .requiredOption('--verdict <verdict>', 'upheld (the guardrail was right) or overruled')
    .requiredOption('--reason <text>', 'why, without words of the question')
    .action(async (request: string, options: AuditDecideOptions) =>
      (await import('./commands/audit-decide.js')).auditDecide(request, options),
    );
  const what = 'compare a copy of the archive with its signed manifests';
  withFormat(command(audit, 'verify <folder>', what, AUDIT_VERIFY))
    .option('--public-key <file>', 'PEM of the signing key: aws kms get-public-key')
    .action(async (folder: string, options: AuditVerifyOptions) =>
      (await import('./commands/audit-verify.js')).auditVerify(folder, options),
    );
}

function addReading(groundplane: Command): void {
  const meaning =
    'what a setting means (all of them, where none is named), its default in each tier with the reason, and the value in force';
  withFormat(withClients(command(groundplane, 'explain [setting]', meaning, EXPLAIN)))
    .option('--client <name>', 'the client whose value is shown')
    .action(async (setting: string | undefined, options: ExplainOptions) =>
      (await import('./commands/explain.js')).explain(setting, options),
    );

  withFormat(withClients(command(groundplane, 'config', 'every setting in force, with where it comes from', CONFIG)))
    .requiredOption('--client <name>', 'a folder below clients/')
    .action(async (options: ConfigOptions) => (await import('./commands/config.js')).config(options));

  withFormat(command(groundplane, 'fit', 'where a model runs and at which price, or whether on one type', FIT))
    .requiredOption('--model <id>', 'a model of the catalogue')
    .option(
      '--instance <type>',
      'an EC2 instance type with GPUs; left out, all of the region that hold it, cheapest first',
    )
    .option('--context <tokens>', 'longest conversation; left out, the longest the model reads')
    .option('--precision <precision>', 'bf16, fp16, fp8, int4 or mxfp4; left out, as published')
    .option('--tensor-parallel <gpus>', 'GPUs an engine is split over; left out, all that divide its heads')
    .option('--nodes <count>', 'like nodes an engine is laid over', '1')
    .option('--concurrency <conversations>', 'conversations of that length held at once', '1')
    .option('--region <region>', 'where prices and types are from; left out, the region of the client, else us-east-1')
    .option('--client <name>', 'a client whose region and own catalogue count')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'as of this day, 2026-11-21', day, today())
    .action(async (options: FitOptions) => (await import('./commands/fit.js')).fit(options));

  const documents = 'every way to keep the index of documents: what stands against it, and what it costs';
  withFormat(withClients(command(groundplane, 'rag', documents, RAG)))
    .requiredOption('--client <name>', 'a folder below clients/')
    .option('--documents <count>', 'documents, in place of what the file says')
    .option('--queries <count>', 'questions in the busiest second')
    .option('--dimensions <count>', 'length of a vector; left out, what the embedding model answers')
    .option('--budget <dollars>', 'what the index may cost a month')
    .action(async (options: RagOptions) => (await import('./commands/rag.js')).rag(options));

  const machine =
    'look at what this machine has: Node, Terraform, AWS command line, CDKTF, and opa where a client has rules of its own';
  command(groundplane, 'doctor', machine, 'groundplane doctor')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .action(async (options: DoctorOptions) => (await import('./commands/doctor.js')).doctor(options));
}

function addMaking(groundplane: Command): void {
  const made = 'make a client folder from the template, or one environment more for a client who is there';
  command(groundplane, 'init <client>', made, INIT)
    .option('--tier <tier>', 'smb, mid-market or enterprise; for a new client')
    .requiredOption('--account <id>', 'AWS account, 12 digits')
    .requiredOption('--region <region>', 'AWS region, eu-central-1')
    .requiredOption('--domain <domain>', 'DNS domain of the platform')
    .option('--phase <phase>', 'day-30, day-60 or day-90; for a new client, day-30 if left out')
    .option('--owner <email>', 'who runs it; for a new client')
    .option('--environment <name>', 'name of the environment; production for a new client, if left out')
    .option('--stage <stage>', 'what it is for: production, staging or development; left out, what its name says')
    .option('--api-cidrs <ranges>', 'who reaches the Kubernetes API, 198.18.0.0/24; several with commas')
    .option('--archive-account <account>', 'account of the audit archive, 12 digits; for enterprise')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .action(async (client: string, options: InitOptions) => (await import('./commands/init.js')).init(client, options));

  const state = 'make the bucket and the key for the Terraform state; says first what it will do';
  withClients(command(groundplane, 'bootstrap', state, BOOTSTRAP))
    .requiredOption('--client <name>', 'a folder below clients/')
    .option('--yes', 'do it without asking')
    .action(async (options: BootstrapOptions) => (await import('./commands/bootstrap.js')).bootstrap(options));
}

function addRecover(groundplane: Command): void {
  const what = 'import blocks for what a killed apply made and no state knows of; reads files, calls nobody';
  withFormat(command(groundplane, 'recover <output>', what, RECOVER))
    .option('--listing <files...>', 'aws resourcegroupstaggingapi get-resources, and aws iam list-roles, as JSON', [
      '-',
    ])
    .option('--state <files...>', '<stack>.txt of terraform state list, or <stack>.json of terraform show -json', [])
    .option('--stack <names...>', 'only these, and all of what is known about them', [])
    .action(async (output: string, options: RecoverOptions) =>
      (await import('./commands/recover.js')).recoverCommand(output, options),
    );
}

function addData(groundplane: Command): void {
  const dbt = groundplane.command('dbt').description('the project that holds data against its contracts');
  const what =
    'write the dbt project of the declared sources, into a folder of the client; what was changed there is left';
  withClients(command(dbt, 'init', what, DBT))
    .requiredOption('--client <name>', 'a folder below clients/')
    .action(async (options: DbtInitOptions) => (await import('./commands/dbt-init.js')).dbtInit(options));
  const data = groundplane.command('data').description('who reads and delivers data');
  const whose = 'which tag the sessions of which groups must have to take on a role of the lake';
  withFormat(withClients(command(data, 'access', whose, DATA)))
    .requiredOption('--client <name>', 'a folder below clients/')
    .action(async (options: DataAccessOptions) =>
      (await import('./commands/data-access.js')).dataAccessCommand(options),
    );
}

function addPolicy(groundplane: Command): void {
  const policy = command(groundplane, 'policy', 'rules a client has of its own, and why a rule fired', POLICY);
  const ofClient = (usage: string, description: string, example: string): Command =>
    command(policy, usage, description, example)
      .option('--client <name>', 'whose rules; may be left out where there is one client')
      .option('--clients <folder>', 'where the clients are', 'clients');

  const made = 'make a rule with its metadata and tests in the folder of a client';
  ofClient('new <id>', made, 'groundplane policy new ACME-NET-001 --client acme').action(
    async (id: string, options: PolicyClient) => (await import('./commands/policy-new.js')).policyNew(id, options),
  );
  const tested = "run the tests of a client's rules; needs opa";
  ofClient('test', tested, 'groundplane policy test --client acme').action(async (options: PolicyClient) =>
    (await import('./commands/policy-build.js')).policyTest(options),
  );
  const built = "compile a client's rules, so that machines without opa can run them; needs opa";
  ofClient('build', built, 'groundplane policy build --client acme').action(async (options: PolicyClient) =>
    (await import('./commands/policy-build.js')).policyBuild(options),
  );
  const waived = 'waivers for what a judgement refuses, to be put into the client file; nothing is written';
  command(policy, 'waive [id]', waived, WAIVE)
    .requiredOption('--reason <text>', 'why it is right for now, 20 characters or more')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--ticket <id>', 'where it is followed')
    .requiredOption('--expires <day>', 'last day it holds, 2026-12-31')
    .option('--of <path>', 'what was judged: an output folder', 'cdktf.out')
    .option('--date <day>', 'as of this day, 2026-11-21', today())
    .action(async (id: string | undefined, options: PolicyWaiveOptions) =>
      (await import('./commands/policy-waive.js')).policyWaive(id, options),
    );
  const why = 'what a rule wants, and the values it saw where it fired';
  withFormat(ofClient('explain <id>', why, 'groundplane policy explain PAI-EKS-001 --address aws_eks_cluster.main'))
    .option('--address <address>', 'only there: a Terraform address or a construct path')
    .option('--of <path>', 'what was judged: an output folder, a cdk.tf.json or a plan', 'cdktf.out')
    .option('--tier <tier>', 'smb, mid-market or enterprise; our own output says it itself')
    .option('--date <day>', 'as of this day, 2026-11-21', day, today())
    .action(async (id: string, options: PolicyExplainOptions) =>
      (await import('./commands/policy-explain.js')).policyExplain(id, options),
    );
}

/** Exit code of what ended a command, and its message; empty where all has been said. */
function outcomeOf(error: unknown): { code: number; message: string } {
  if (error instanceof Stop) return { code: error.exitCode, message: error.message };
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? { code: EXIT.fine, message: '' } : { code: EXIT.usage, message: error.message };
  return { code: EXIT.internal, message: error instanceof Error ? error.message : String(error) };
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--format=json') || argv[argv.indexOf('--format') + 1] === 'json';
}

/** Runs the command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const [, , first] = argv;
  try {
    if (first === undefined) (await import('./commands/about.js')).usual();
    else if (first === '--version') (await import('./commands/about.js')).versions();
    // it goes with every command
    else await program().parseAsync(argv.filter((word) => word !== '--debug'));
    return EXIT.fine;
  } catch (error) {
    const { code, message } = outcomeOf(error);
    // who asked for JSON gets one document, on failure too
    if (message !== '' && wantsJson(argv))
      result(JSON.stringify({ schemaVersion: 1, error: { code, message } }, null, 2));
    if (error instanceof Stop) {
      if (error.message !== '') note(error.message);
      return error.exitCode;
    }
    if (error instanceof CommanderError) return code;
    note(`groundplane failed: ${message}`);
    note('this is a fault of ours, not of your input; nothing may be deployed from this run');
    if (argv.includes('--debug') && error instanceof Error && error.stack !== undefined) note(error.stack);
    return EXIT.internal;
  }
}

if (require.main === module) {
  for (const stream of [process.stdout, process.stderr]) outliveReader(stream);
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  void main(process.argv).then((code) => {
    process.exitCode = code;
  });
}
