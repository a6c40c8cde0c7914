import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { gte, coerce } from 'semver';
import { version } from '../../package.json';
import { isCompiled, readRuleFolder } from '../client-policies';
import { clientNames } from '../clients';
import { opaVersion } from '../rule-compiler';
import { EXIT, Stop } from '../stop';
import { painter, result } from '../terminal';
import { readRuleBook } from '../../checks/policy';

export interface DoctorOptions {
  clients: string;
}

interface Finding {
  what: string;
  found: string;
  /** Undefined when all is well. */
  advice?: string;
}

/** `groundplane doctor`: what the machine has, and what to do about what it has not. */
export function doctor({ clients }: DoctorOptions): void {
  const paint = painter(process.stdout);
  const findings = [node(), terraform(), aws(), cdktf(), ...opa(clients)];
  result(`groundplane ${version}`);
  for (const { what, found, advice } of findings) {
    const word = advice === undefined ? paint('green', 'ok  ') : paint('yellow', 'look');
    result(`  ${word} ${what.padEnd(10)} ${found}${advice === undefined ? '' : `; ${advice}`}`);
  }
  if (findings.some((finding) => finding.advice !== undefined)) throw new Stop(EXIT.verdict);
}

function node(): Finding {
  const found = process.versions.node;
  return { what: 'node', found, advice: gte(found, '20.19.0') ? undefined : 'install Node 20.19 or newer' };
}

function terraform(): Finding {
  const found = firstLine('terraform', ['version']);
  if (found === undefined)
    return {
      what: 'terraform',
      found: 'not found',
      advice: 'install 1.11 or newer; synth works without, deploy does not',
    };
  const enough = gte(coerce(found) ?? '0.0.0', '1.11.0');
  return { what: 'terraform', found, advice: enough ? undefined : 'write-only secrets need 1.11 or newer' };
}

function aws(): Finding {
  const found = firstLine('aws', ['--version']);
  const advice = found === undefined ? 'install the AWS command line: Terraform asks it for cluster tokens' : undefined;
  return { what: 'aws', found: found ?? 'not found', advice };
}

function cdktf(): Finding {
  const there = existsSync('node_modules/.bin/cdktf') || existsSync('node_modules/.bin/cdktn');
  return {
    what: 'cdktf',
    found: there ? 'in node_modules' : 'not found',
    advice: there ? undefined : 'npm install --save-dev cdktf-cli',
  };
}

/** Nobody needs it who only runs rules: those of ours, and a client's that are compiled. */
function opa(clients: string): Finding[] {
  const folders = clientNames(clients).flatMap((name) => {
    const found = readRuleFolder(name, clients);
    return found === undefined || found.rules.length === 0 ? [] : [{ name, compiled: isCompiled(found) }];
  });
  if (folders.length === 0) return [];
  const { opa: tried } = readRuleBook();
  const found = opaVersion();
  const owners = folders.map(({ name }) => name).join(', ');
  const open = folders.filter(({ compiled }) => !compiled).map(({ name }) => name);
  if (found === undefined) {
    const what = `not found; needed only to change the rules of ${owners}, which are compiled`;
    const advice = `install Open Policy Agent ${tried}: the rules of ${open.join(', ')} are not compiled, or older than their sources, and a synth stops without it`;
    return [open.length === 0 ? { what: 'opa', found: what } : { what: 'opa', found: 'not found', advice }];
  }
  const enough = gte(coerce(found) ?? '0.0.0', '1.0.0');
  const advice = enough
    ? undefined
    : `the rules of ${owners} are Rego v1, which needs 1.0 or newer; ${tried} is what ours are tried with`;
  return [{ what: 'opa', found: found === tried ? found : `${found} (ours are tried with ${tried})`, advice }];
}

function firstLine(command: string, args: string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  return status === 0 ? stdout.split('\n')[0]?.trim() : undefined;
}
