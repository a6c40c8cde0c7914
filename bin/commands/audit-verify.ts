import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type ArchiveCopy, verifyArchive } from '../../checks/evidence';
import { EXIT, refuse, Stop } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface AuditVerifyOptions {
  publicKey?: string;
  format: string;
}

/** As many as one reads; a wrong folder has one for each of its files. */
const MOST_PROBLEMS = 20;

/** `groundplane audit verify`: whether a copy of the archive is what was written down, day by day. */
export function auditVerify(folder: string, options: AuditVerifyOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const publicKey = options.publicKey === undefined ? undefined : readText(options.publicKey);
  const found = verifyArchive(copyIn(folder), publicKey);
  if (format === 'json') {
    result(JSON.stringify(found, null, 2));
  } else {
    for (const problem of found.problems.slice(0, MOST_PROBLEMS)) result(problem);
    const rest = found.problems.length - MOST_PROBLEMS;
    if (rest > 0) result(`and ${rest} more; --format json lists them all`);
    const span = found.first === undefined ? 'no day' : `${found.days} days from ${found.first} to ${found.last}`;
    const verdict = found.problems.length === 0 ? 'all as it was written' : `${found.problems.length} problems`;
    result(`${span}, ${found.objects} objects: ${verdict}`);
  }
  if (found.problems.length > 0) throw new Stop(EXIT.verdict);
}

function copyIn(folder: string): ArchiveCopy {
  const keys = filesBelow(folder);
  const day = (ending: string): [string, string][] =>
    keys.flatMap((key) => {
      const name = /^manifest\/(\d{4}-\d{2}-\d{2})\.(json|sig)$/.exec(key);
      return name?.[1] === undefined || name[2] !== ending ? [] : [[name[1], readText(join(folder, key))]];
    });
  const objects = keys.filter((key) => !key.startsWith('manifest/'));
  const known = new Set(objects);
  return {
    manifests: new Map(day('json')),
    signatures: new Map(day('sig')),
    keys: objects,
    sha256: (key) => (known.has(key) ? digest(join(folder, key)) : undefined),
  };
}

/** Keys as S3 has them. A link is not followed: what is verified is in the folder. */
function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => lstatSync(join(folder, path)).isFile())
      .map((path) => path.split(sep).join('/'))
      .sort();
  } catch {
    return refuse(`${folder} cannot be read; copy the archive there first: aws s3 sync s3://BUCKET ${folder}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return refuse(`${file} cannot be read`);
  }
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
