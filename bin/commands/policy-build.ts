import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules, testRules } from '../rule-compiler';
import { EXIT, Stop } from '../stop';
import { result } from '../terminal';
import { rulesWithOpa, type PolicyClient } from './policy-client';

const MODULE = /^rules-[0-9a-f]+\.wasm$/;

/** `groundplane policy build`: the client's rules as a module beside them, for who has no opa. */
export function policyBuild(options: PolicyClient): void {
  const { client, found } = rulesWithOpa(options, 'compiling rules');
  const folder = join(options.clients, client, 'policies');
  const wasm = compileRules(found.folder, found.files, found.rules);
  for (const name of readdirSync(folder)) if (MODULE.test(name) && name !== found.module) rmSync(join(folder, name));
  writeFileSync(join(folder, found.module), wasm);
  result(`written: ${join(folder, found.module)} (${found.rules.length} rules); commit it with its sources`);
}

/** `groundplane policy test`: the tests of the client's rules, and whether the module beside them is of these sources. */
export function policyTest(options: PolicyClient): void {
  const { client, found } = rulesWithOpa(options, 'testing rules');
  const { ok, text } = testRules(found.folder, [...found.files, ...found.tests]);
  result(text.trim());
  const untested = found.rules.filter(({ file }) => !found.tests.some((test) => test.file === testOf(file)));
  const problems = [
    ...(ok ? [] : ['opa found something to mend']),
    ...untested.map(({ file }) => `${file} has no tests; write ${testOf(file)}`),
    ...moduleProblems(join(options.clients, client, 'policies'), client, found.module, () =>
      compileRules(found.folder, found.files, found.rules),
    ),
  ];
  if (problems.length > 0) throw new Stop(EXIT.verdict, problems.join('\n'));
}

function testOf(file: string): string {
  return file.replace(/\.rego$/, '_test.rego');
}

function moduleProblems(folder: string, client: string, module: string, compile: () => Uint8Array): string[] {
  const modules = readdirSync(folder).filter((name) => MODULE.test(name));
  const again = `run: groundplane policy build --client ${client}`;
  if (modules.length === 0) return [];
  if (!existsSync(join(folder, module))) return [`${modules.join(', ')} is older than the rules; ${again}`];
  return Buffer.from(compile()).equals(readFileSync(join(folder, module)))
    ? []
    : [`${module} is not what these rules compile into; ${again}`];
}
