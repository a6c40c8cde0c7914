import { documentFromSynth } from '../../../checks/document';
import type { Document, Json, JsonObject, Resource } from '../../../contract';

/** A document of one stack called `app`. */
export function documentOf(json: JsonObject): Document {
  return documentFromSynth([{ name: 'app', json }], 'mid-market');
}

/** One resource as the document shows it. */
export function resourceOf(type: string, body: JsonObject, rest: JsonObject = {}): Resource {
  const document = documentOf({ ...rest, resource: merged(rest.resource, { [type]: { it: body } }) });
  const found = document.by_type[type]?.find((resource) => resource.name === 'it');
  if (found === undefined) throw new Error(`no ${type} in the document`);
  return found;
}

function merged(there: Json | undefined, added: JsonObject): JsonObject {
  return { ...(typeof there === 'object' && there !== null && !Array.isArray(there) ? there : {}), ...added };
}
