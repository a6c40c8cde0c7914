// Who imports whom: dependency-cruiser over all rooms, and then once more with a forbidden import planted, which must be caught.
// A run that cruised nothing is a failure: with a wrong compiler the cruiser reports success on zero modules.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['bin', 'blueprints', 'config', 'stacks', 'lib', 'facts', 'contract', 'checks', 'index.ts'];

function cruise() {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), '--output-type', 'json', ...rooms],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).summary;
}

const planted = join(root, 'checks/planted-violation.ts');
const summary = cruise();
for (const { rule, from, to } of summary.violations) console.log(`${rule.name}: ${from} imports ${to}`);
writeFileSync(planted, "import { literal } from '../lib/core/text';\nexport const planted = literal('');\n");
let caught;
try {
  caught = cruise().violations.some(
    ({ rule, from }) => rule.name === 'checks-imports-downwards' && from.endsWith('planted-violation.ts'),
  );
} finally {
  rmSync(planted);
}
console.log(
  `${summary.totalCruised} modules, ${summary.violations.length} forbidden imports; planted one ${caught ? 'caught' : 'NOT caught'}`,
);
process.exitCode = summary.violations.length === 0 && caught && summary.totalCruised > 100 ? 0 : 1;
