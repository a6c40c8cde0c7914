#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { EXIT, Stop } from './stop';
import { note, today } from './terminal';

/** Each command is loaded when it is called: help must not wait for what it does not need. */
function program(): Command {
  const groundplane = new Command('groundplane')
    .description("a company's private-AI platform on AWS as Terraform, judged before anything is applied")
    .version(version, '--version')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: note })
    .addHelpText(
      'before',
      'groundplane synth --client example-smb      # what it builds, what it costs, what stands against it\n',
    );

  groundplane
    .command('synth')
    .description('write the Terraform of clients and judge it')
    .option('--client <name>', 'a folder below clients/')
    .option('--all', 'every client')
    .option('--environment <name>', 'only this environment of the client')
    .option('--output <folder>', 'where to write; several clients get a folder each', 'cdktf.out')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'judge as of this day, 2026-11-21', today())
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('before', 'groundplane synth --client example-enterprise --environment production\n')
    .action(async (options) => (await import('./commands/synth.js')).synth(options));

  groundplane
    .command('check <path>')
    .description(
      'judge Terraform that is there: a cdktf.out folder, a cdk.tf.json, or a plan from terraform show -json',
    )
    .option('--tier <tier>', 'smb, mid-market or enterprise; our own output says it itself')
    .option('--region <region>', 'where it runs, if it does not say so')
    .option('--date <day>', 'judge as of this day, 2026-11-21', today())
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'before',
      'terraform show -json plan > plan.json && groundplane check plan.json --tier mid-market --format json\n',
    )
    .action(async (path, options) => (await import('./commands/check.js')).check(path, options));

  groundplane
    .command('explain <setting>')
    .description('what a setting means, its default in each tier with the reason, and the value in force')
    .option('--client <name>', 'the client whose value is shown')
    .option('--environment <name>', 'only this environment')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'as of this day', today())
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('before', 'groundplane explain network.egress --client example-mid-market\n')
    .action(async (setting, options) => (await import('./commands/explain.js')).explain(setting, options));

  groundplane
    .command('config')
    .description('every setting in force for a client, with where it comes from')
    .requiredOption('--client <name>', 'a folder below clients/')
    .option('--environment <name>', 'only this environment')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'as of this day', today())
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('before', 'groundplane config --client example-mid-market --environment staging\n')
    .action(async (options) => (await import('./commands/config.js')).config(options));

  groundplane
    .command('init <client>')
    .description('make a client folder from the template')
    .requiredOption('--tier <tier>', 'smb, mid-market or enterprise')
    .requiredOption('--account <id>', 'AWS account, 12 digits')
    .requiredOption('--region <region>', 'AWS region, eu-central-1')
    .requiredOption('--domain <domain>', 'DNS domain of the platform')
    .requiredOption('--owner <email>', 'who runs it')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .addHelpText(
      'before',
      'groundplane init acme --tier smb --account 111122223333 --region eu-central-1 --domain ai.acme.example --owner ai@acme.example\n',
    )
    .action(async (client, options) => (await import('./commands/init.js')).init(client, options));

  groundplane
    .command('bootstrap')
    .description('make the bucket and the key for the Terraform state; says first what it will do')
    .requiredOption('--client <name>', 'a folder below clients/')
    .requiredOption('--environment <name>', 'the environment whose state it will hold')
    .option('--yes', 'do it without asking')
    .option('--clients <folder>', 'where the clients are', 'clients')
    .option('--date <day>', 'as of this day', today())
    .addHelpText('before', 'groundplane bootstrap --client example-smb --environment production\n')
    .action(async (options) => (await import('./commands/bootstrap.js')).bootstrap(options));

  groundplane
    .command('doctor')
    .description('look at what this machine has: Node, Terraform, AWS command line, CDKTF')
    .action(async () => (await import('./commands/doctor.js')).doctor());

  return groundplane;
}

/** Runs the command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argv]);
    return EXIT.fine;
  } catch (error) {
    if (error instanceof Stop) {
      if (error.message !== '') note(error.message);
      return error.exitCode;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    note(`groundplane failed: ${error instanceof Error ? error.message : String(error)}`);
    note('this is a fault of ours, not of your input; nothing may be deployed from this run');
    if (argv.includes('--debug') && error instanceof Error && error.stack !== undefined) note(error.stack);
    return EXIT.internal;
  }
}

if (require.main === module) {
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  void main(process.argv).then((code) => {
    process.exitCode = code;
  });
}
