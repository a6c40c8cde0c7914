// Packs each folder of functions/ into functions/<folder>.zip, the same bytes for the same sources on every machine.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

const folder = join(import.meta.dirname, '..', 'functions');
/** Written as local time, so made of local time: the bytes are those of any zone. */
const MTIME = new Date(1980, 0, 1);

for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const files = readdirSync(join(folder, name)).sort();
  const entries = files.map((file) => [file, readFileSync(join(folder, name, file))]);
  writeFileSync(join(folder, `${name}.zip`), zipSync(Object.fromEntries(entries), { mtime: MTIME, level: 9 }));
}
