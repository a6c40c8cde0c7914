import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  digestOf,
  readClientRules,
  readRuleBook,
  type ClientRule,
  type ClientRules,
  type RuleFile,
} from '../checks/policy';
import { compileRules, hasOpa } from './rule-compiler';
import { refuse } from './stop';

/** Nobody has so many rules; a folder that holds them is another folder. */
const MOST_FILES = 300;

/** A client's rules as they stand in its folder. */
export interface RuleFolder {
  /** `clients/acme/policies`. */
  folder: string;
  files: RuleFile[];
  tests: RuleFile[];
  rules: ClientRule[];
  /** Name of the module these files compile into. */
  module: string;
}

/**
 * What is in `clients/<name>/policies`; undefined where there are no rules.
 *
 * @throws Stop with everything that is wrong with them
 */
export function readRuleFolder(client: string, root: string): RuleFolder | undefined {
  const path = join(root, client, 'policies');
  const folder = path.split(sep).join('/');
  if (!existsSync(path)) return undefined;
  const names = regoIn(path, folder);
  const all = names.map((name): RuleFile => ({
    file: `${folder}/${name}`,
    text: readFileSync(join(path, name), 'utf8'),
  }));
  const files = all.filter(({ file }) => !file.endsWith('_test.rego'));
  const tests = all.filter(({ file }) => file.endsWith('_test.rego'));
  if (files.length === 0) return undefined;
  const { rules, problems } = readClientRules(client, files);
  if (problems.length > 0) refuse(problems.join('\n'));
  return { folder, files, tests, rules, module: `rules-${digestOf(client, files, readRuleBook().helpers)}.wasm` };
}

function regoIn(path: string, folder: string): string[] {
  if (lstatSync(path).isSymbolicLink()) refuse(`${folder} is a symbolic link; put the rules themselves there`);
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.name.endsWith('.rego'));
  const odd = entries.find((entry) => !entry.isFile());
  if (odd !== undefined) refuse(`${folder}/${odd.name} is no file; put the rule itself there`);
  if (entries.length > MOST_FILES) refuse(`${folder} holds ${entries.length} rules, more than ${MOST_FILES}`);
  return entries.map((entry) => entry.name).sort();
}

/** Whether the module of these very files lies beside them. */
export function isCompiled({ folder, module }: RuleFolder): boolean {
  return lstatSync(join(folder, module), { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * A client's rules, compiled: the module beside them if it is of these very files, else made on the spot where there is opa.
 *
 * @throws Stop with the command that is needed, where there is neither
 */
export function clientRules(client: string, root: string): ClientRules | undefined {
  const found = readRuleFolder(client, root);
  if (found === undefined || found.rules.length === 0) return undefined;
  const { folder, files, rules, module } = found;
  if (isCompiled(found)) return { rules, wasm: readFileSync(join(folder, module)) };
  if (hasOpa()) return { rules, wasm: compileRules(folder, files, rules) };
  const old = readdirSync(join(root, client, 'policies')).some((name) => /^rules-.*\.wasm$/.test(name));
  return refuse(
    `${folder}: ${old ? 'the compiled rules are older than their sources' : 'the rules are not compiled'}, and opa is not on PATH; where it is, run "groundplane policy build --client ${client}" and commit ${folder}/${module}`,
  );
}
