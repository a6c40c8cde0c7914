import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isObject, type Json, type JsonObject } from '../../contract';
import { build } from './fixtures';

const GROUPS = {
  platform: 'admin',
  desk: 'operator',
  builders: 'developer',
  staff: 'user',
  council: 'auditor',
} as const;
const SAID = `signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }
groups: { ${Object.entries(GROUPS)
  .map(([group, role]) => `${group}: ${role}`)
  .join(', ')} }`;

/** Values of all releases of an environment, as text, by name. */
function releases(): Record<string, string> {
  const { synthesized } = build('mid-market', 'day-90', 'us-east-1', SAID);
  return Object.fromEntries(
    synthesized.flatMap(({ json }) => named(json)).map(({ name, values }) => [String(name), JSON.stringify(values)]),
  );
}

function named(stack: Json): JsonObject[] {
  const all = isObject(stack) && isObject(stack.resource) ? stack.resource['helm_release'] : undefined;
  return isObject(all) ? Object.values(all).filter(isObject) : [];
}

test('a group is in every tool in which its members are something, and in no other', () => {
  const found = releases();

  const inCluster = Object.keys(GROUPS).filter((group) => found['access']?.includes(`oidc:${group}`));
  const inNamespaces = Object.keys(GROUPS).filter((group) => found['serving-access']?.includes(`oidc:${group}`));
  const allowed = /allowedRoles\\":\\"([^\\]*)/.exec(found['chat'] ?? '')?.[1]?.split(',');
  const admins = /adminRoles\\":\\"([^\\]*)/.exec(found['chat'] ?? '')?.[1]?.split(',');

  expect(inCluster).toEqual(['platform', 'desk', 'builders', 'council']);
  expect(inNamespaces).toEqual(['platform', 'desk', 'builders', 'council']);
  expect(allowed).toEqual(['builders', 'desk', 'platform', 'staff']);
  expect(admins).toEqual(['platform']);
});

const PLAN = join(__dirname, '../../lib/access-plan/access-plan.ts');

/** What the compiler says against the plan of access when its text is another. */
function complaints(change: (text: string) => string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (file) => (file === PLAN ? change(readFileSync(PLAN, 'utf8')) : read(file));
  const program = ts.createProgram([PLAN], options, host);
  const found = program.getSemanticDiagnostics(program.getSourceFile(PLAN));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test.each([
  ['the cluster', /user: 'none', (?=auditor: 'auditor')/],
  ['the chat page', /operator: 'user', /],
])('a role that is forgotten in %s is no program', (_, said) => {
  expect(complaints((text) => text)).toEqual([]);
  expect(complaints((text) => text.replace(said, '')).join('\n')).toMatch(/is missing in type/);
});
