import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { synthesize } from '../synth';
import { texts } from '../terraform/edits';

/** A helm_release as it is synthesized. */
export interface SynthesizedRelease {
  address: string;
  settings: JsonObject;
  /** Addresses of the stack that are there before it. */
  before: ReadonlySet<string>;
}

/** Releases of all environments of an example client. */
export async function synthesizedReleases(client: string): Promise<SynthesizedRelease[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-releases-'));
  try {
    await synthesize(client, folder);
    return readdirSync(join(folder, 'stacks')).flatMap((stack) => {
      const json: Json = JSON.parse(readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
      return isObject(json) && isObject(json.resource) ? releases(json.resource) : [];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function releases(resources: JsonObject): SynthesizedRelease[] {
  const all = isObject(resources['helm_release']) ? resources['helm_release'] : {};
  return Object.entries(all).flatMap(([name, settings]) => {
    const address = `helm_release.${name}`;
    return isObject(settings) ? [{ address, settings, before: before(resources, address, new Set()) }] : [];
  });
}

function before(resources: JsonObject, address: string, seen: Set<string>): Set<string> {
  const [type = '', name = ''] = address.split('.');
  const ofType = resources[type];
  const resource = isObject(ofType) ? ofType[name] : undefined;
  for (const other of isObject(resource) ? texts(resource['depends_on']) : []) {
    if (!seen.has(other)) before(resources, other, seen.add(other));
  }
  return seen;
}
