import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { must, programEnv } from './programs';

const ROOT = join(__dirname, '../..');
const CLIENTS = join(ROOT, 'clients');
/** Day of every judgement, so that a test does not fail because time went by. */
const TODAY = '2026-11-21';

/** A setting of a client file put to another value, `['environments', 'production', 'deletionProtection']`. */
export interface Change {
  path: readonly string[];
  value: unknown;
}

/** Example clients with their environments, as their files say. */
export function exampleEnvironments(): { client: string; environment: string }[] {
  return readdirSync(CLIENTS)
    .filter((name) => name.startsWith('example-'))
    .sort()
    .flatMap((client) => environmentsOf(client).map((environment) => ({ client, environment })));
}

/** One environment of each example client, its production: the others differ from it in figures. */
export function exampleProductions(): { client: string; environment: string }[] {
  return exampleEnvironments().filter(({ environment }) => environment === 'production');
}

function environmentsOf(client: string): string[] {
  const file: { environments: object } = parseDocument(clientText(client)).toJS();
  return Object.keys(file.environments);
}

function clientText(client: string): string {
  return readFileSync(join(CLIENTS, client, 'client.yaml'), 'utf8');
}

/** Has the command line write the Terraform of an example client, its file changed. @throws if it says anything but go */
export async function synthesize(
  client: string,
  output: string,
  changes: readonly Change[] = [],
  more: readonly string[] = [],
): Promise<void> {
  const document = parseDocument(clientText(client));
  for (const { path, value } of changes) document.setIn(path, value);
  const name = String(document.get('client'));
  const clients = mkdtempSync(join(tmpdir(), 'groundplane-clients-'));
  mkdirSync(join(clients, name));
  writeFileSync(join(clients, name, 'client.yaml'), document.toString());
  try {
    const args = ['synth', '--client', name, '--clients', clients, '--output', output, '--date', TODAY, ...more];
    await must(process.execPath, [join(ROOT, 'dist/bin/groundplane.js'), ...args], { cwd: ROOT, env: programEnv() });
  } finally {
    rmSync(clients, { recursive: true });
  }
}
