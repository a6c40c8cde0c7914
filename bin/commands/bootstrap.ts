import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Settings } from '../../config';
import { aws, checkAccount } from '../aws';
import { readClient } from '../clients';
import { stateTemplate } from '../state-template';
import { refuse } from '../stop';
import { note, result } from '../terminal';

type Environment = Settings['environment'];

export interface BootstrapOptions {
  client: string;
  /** Needed here: a bucket is made for one environment. */
  environment?: string;
  yes?: true;
  clients: string;
  date: string;
}

/**
 * `groundplane bootstrap`: the bucket and the key Terraform keeps its state with. They are made by a CloudFormation stack, which
 * remembers them without a state of ours, takes a second run as an update, and keeps both when it is deleted.
 */
export async function bootstrap(options: BootstrapOptions): Promise<void> {
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const names = environments.map(({ name }) => name).join(', ');
  if (options.environment === undefined) refuse(`say for which environment: --environment <name> (${names})`);
  const found = environments.find(({ name }) => name === options.environment);
  if (found === undefined) refuse(`${file} has no environment "${options.environment}"; it has ${names}`);
  const { environment } = found.settings;
  const stack = `${options.client}-${found.name}-terraform-state`;
  note(announcement(environment, stack));
  checkAccount(environment);
  if (!(await agreed(options))) refuse('nothing was done');
  deploy(environment, stack);
  result(stateLines(found.name, environment.state.bucket, keyArn(environment)));
  note(`put these lines into ${file}, then: npx groundplane synth --client ${options.client}`);
}

function announcement({ account, region, state }: Environment, stack: string): string {
  return [
    `this will make, in account ${account}, region ${region}, as CloudFormation stack ${stack}:`,
    `  a KMS key, rotated yearly, kept when the stack is deleted             1 USD a month`,
    `  the bucket ${state.bucket}: versioned, encrypted with that key,`,
    `  closed to the public, TLS only, old versions gone after 90 days      a few cents a month`,
    'and nothing else. Running it again changes nothing that is there.',
    '',
  ].join('\n');
}

async function agreed(options: BootstrapOptions): Promise<boolean> {
  if (options.yes) return true;
  if (!process.stdin.isTTY) refuse('nobody is there to ask; say --yes');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('go on? (yes/no) ');
  prompt.close();
  return answer.trim().toLowerCase() === 'yes';
}

function deploy({ region, state }: Environment, stack: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-'));
  try {
    const template = join(folder, 'state.json');
    writeFileSync(template, JSON.stringify(stateTemplate(state.bucket), null, 2));
    const what = ['--stack-name', stack, '--template-file', template, '--region', region];
    note(aws(['cloudformation', 'deploy', ...what, '--no-fail-on-empty-changeset']));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Asked of the bucket itself: what it encrypts with is what Terraform has to name. */
function keyArn({ region, state }: Environment): string {
  const rule = 'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID';
  const what = ['--bucket', state.bucket, '--region', region, '--query', rule, '--output', 'text'];
  return aws(['s3api', 'get-bucket-encryption', ...what]).trim();
}

function stateLines(environment: string, bucket: string, key: string): string {
  return [
    'environments:',
    `  ${environment}:`,
    '    state:',
    `      bucket: ${bucket}`,
    `      kmsKeyArn: ${key}`,
  ].join('\n');
}
