import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A simulator of IAM that is not ours; AGPL, so it is fetched for the test and is no dependency. */
const SIMULATOR = '@cloud-copilot/iam-simulate@0.1.173';

export interface Request {
  principal: string;
  action: string;
  resource: string;
  /** Account the resource is in. */
  account: string;
  resourcePolicy: unknown;
  context?: Record<string, string>;
}

const PROGRAM = `
const { runSimulation } = require('@cloud-copilot/iam-simulate');
const requests = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const admin = { name: 'AdministratorAccess', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
(async () => {
  const out = [];
  for (const { principal, action, resource, account, resourcePolicy, context } of requests) {
    const { overallResult, resultType, analysis, errors, ...rest } = await runSimulation({
      request: { principal, action, resource: { resource, accountId: account }, contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false', 'aws:PrincipalArn': principal, ...context } },
      identityPolicies: [admin], serviceControlPolicies: [], resourceControlPolicies: [], resourcePolicy,
    }, {});
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    out.push(overallResult ?? analysis?.result ?? JSON.stringify({ resultType, rest }));
  }
  process.stdout.write(JSON.stringify(out));
})().catch((error) => { process.stderr.write(String(error.stack)); process.exitCode = 1; });
`;

/** What IAM would say to requests of principals that may do everything their own policies can give. */
export class Simulator {
  private readonly folder = mkdtempSync(join(tmpdir(), 'groundplane-iam-'));

  constructor() {
    writeFileSync(join(this.folder, 'package.json'), '{"private": true}');
    writeFileSync(join(this.folder, 'run.js'), PROGRAM);
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', SIMULATOR], {
      cwd: this.folder,
      stdio: 'ignore',
    });
  }

  ask(requests: readonly Request[]): string[] {
    const said = execFileSync(process.execPath, ['run.js'], {
      cwd: this.folder,
      input: JSON.stringify(requests),
      encoding: 'utf8',
    });
    return JSON.parse(said);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
