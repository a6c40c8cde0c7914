// Writes schema/client.schema.json, which editors read, from the schema that checks client files.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
const { clientJsonSchemaText } = createRequire(import.meta.url)(join(root, 'dist/config/index.js'));
writeFileSync(join(root, 'schema/client.schema.json'), clientJsonSchemaText());
