import { createHash, verify } from 'node:crypto';
import { isObject } from '../../contract';

/** An archive as a folder shows it: what was copied from the bucket. */
export interface ArchiveCopy {
  /** Texts of `manifest/<day>.json`, by day. */
  manifests: ReadonlyMap<string, string>;
  /** Base64 signatures of them, by day. */
  signatures: ReadonlyMap<string, string>;
  /** Digest of an object, hexadecimal; undefined where it was not copied. */
  sha256: (key: string) => string | undefined;
  /** Keys that were copied, manifests left out. */
  keys: readonly string[];
}

/** What an auditor may write down. */
export interface Verification {
  days: number;
  objects: number;
  first?: string;
  last?: string;
  /** Sentences; none: nothing was changed, taken out or put in. */
  problems: string[];
}

interface Manifest {
  previous: { day: string; sha256: string } | null;
  objects: { key: string; sha256: string }[];
}

/**
 * Holds copied objects against their manifests, each manifest against its signature and the digest the next one keeps of it.
 *
 * @param publicKey PEM of the signing key; without it signatures are not looked at, and that is told as a problem.
 */
export function verifyArchive(copy: ArchiveCopy, publicKey: string | undefined): Verification {
  const days = [...copy.manifests.keys()].sort();
  const problems = publicKey === undefined ? ['signatures were not looked at: no public key was given'] : [];
  const listed = new Set<string>();
  let before: { day: string; text: string } | undefined;
  for (const day of days) {
    const text = copy.manifests.get(day) ?? '';
    problems.push(...signatureProblems(copy, day, text, publicKey));
    const manifest = read(text);
    if (manifest === undefined) {
      problems.push(`${day}: the manifest cannot be read`);
    } else {
      problems.push(...chainProblems(day, manifest, before), ...objectProblems(copy, day, manifest));
      for (const { key } of manifest.objects) listed.add(key);
    }
    before = { day, text };
  }
  for (const key of [...copy.keys].sort()) {
    if (!listed.has(key)) problems.push(`${key}: is in no manifest`);
  }
  if (days.length === 0) problems.push('there is no manifest');
  return { days: days.length, objects: listed.size, first: days[0], last: days.at(-1), problems };
}

function signatureProblems(copy: ArchiveCopy, day: string, text: string, publicKey: string | undefined): string[] {
  if (publicKey === undefined) return [];
  const signature = copy.signatures.get(day);
  if (signature === undefined) return [`${day}: the manifest has no signature`];
  const holds = verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
  return holds ? [] : [`${day}: the signature is not of this manifest and key`];
}

function chainProblems(day: string, { previous }: Manifest, before?: { day: string; text: string }): string[] {
  // the first one copied may have had others before it
  if (before === undefined) return [];
  if (previous === null) return [`${day}: says that nothing came before it, but ${before.day} did`];
  if (previous.day !== before.day) return [`${previous.day}: the manifest is missing, ${day} follows on it`];
  if (previous.sha256 !== digest(before.text)) return [`${before.day}: the manifest is not the one ${day} follows on`];
  const gap = (Date.parse(day) - Date.parse(before.day)) / 86_400_000 - 1;
  return gap > 0 ? [`${gap} day${gap === 1 ? '' : 's'} between ${before.day} and ${day} have no manifest`] : [];
}

function objectProblems(copy: ArchiveCopy, day: string, { objects }: Manifest): string[] {
  return objects.flatMap(({ key, sha256 }) => {
    const found = copy.sha256(key);
    if (found === undefined) return [`${key}: is in the manifest of ${day} and not there`];
    return found === sha256 ? [] : [`${key}: is not what the manifest of ${day} says`];
  });
}

function read(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !Array.isArray(value['objects'])) return undefined;
  const objects = value['objects'].flatMap((entry) => {
    const { key, sha256 } = isObject(entry) ? entry : {};
    return typeof key === 'string' && typeof sha256 === 'string' ? [{ key, sha256 }] : [];
  });
  if (objects.length !== value['objects'].length) return undefined;
  const previous = value['previous'];
  if (previous === null) return { previous: null, objects };
  const { day, sha256 } = isObject(previous) ? previous : {};
  return typeof day === 'string' && typeof sha256 === 'string' ? { previous: { day, sha256 }, objects } : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
