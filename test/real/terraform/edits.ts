import { isObject, type JsonObject } from '../../../contract';

/** The object at a place; an empty one that belongs to nothing where there is none. */
export function at(json: JsonObject, ...path: string[]): JsonObject {
  return path.reduce<JsonObject>((value, step) => {
    const next = value[step];
    return isObject(next) ? next : {};
  }, json);
}

/** Resources of a type. */
export function each(json: JsonObject, type: string): JsonObject[] {
  return Object.values(at(json, 'resource', type)).filter(isObject);
}

/** Takes a resource out; what waited for it waits for what it waited for. */
export function bypass(json: JsonObject, type: string, name: string): void {
  const address = `${type}.${name}`;
  const before = texts(at(json, 'resource', type, name)['depends_on']);
  delete at(json, 'resource', type)[name];
  for (const other of Object.keys(at(json, 'resource'))) {
    for (const resource of each(json, other)) {
      const waited = texts(resource['depends_on']);
      if (waited.includes(address)) resource['depends_on'] = [...waited.filter((one) => one !== address), ...before];
    }
  }
  if (Object.keys(at(json, 'resource', type)).length === 0) delete at(json, 'resource')[type];
}

/** Entries of a list that are text. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
