import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of the package: where the template and the schema lie, whether this runs from source or compiled. */
export function packageRoot(from = __dirname): string {
  if (existsSync(join(from, 'clients/_template'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('the package is not whole: clients/_template is missing');
  return packageRoot(above);
}
