import type { JsonObject } from '../../contract';
import { IMPORT_IDS, UNLISTED_IDS } from '../../facts';

export interface Arn {
  text: string;
  partition: string;
  region: string;
  account: string;
  resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [, partition, region, account, resource] =
    /^arn:([a-z-]+):[a-z0-9-]+:([a-z0-9-]*):(\d{12})?:(.+)$/.exec(text) ?? [];
  if (partition === undefined || resource === undefined) return undefined;
  return { text, partition, region: region ?? '', account: account ?? '', resource };
}

/**
 * The id Terraform imports a thing by, read from its ARN; undefined where the ARN is of another kind of thing, or nobody wrote
 * down how. `home`: the region of the stack; a thing elsewhere says so in its id.
 */
export function importId(type: string, arn: Arn, resource: JsonObject, home: string): string | undefined {
  const known = IMPORT_IDS[type];
  if (known === undefined) return undefined;
  const words = matched(known.arn, arn.resource);
  if (words === undefined) return undefined;
  const suffix = arn.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const { text, partition, region, account } = arn;
  const all = new Map([...words, ...Object.entries({ arn: text, partition, region, account, suffix })]);
  const id = filled(known.id, (word) => {
    const [name = '', how] = word.split(':');
    if (name === 'argument') return literal(resource, how ?? '');
    const value = all.get(name);
    return how === 'last' ? value?.split('/').at(-1) : value;
  });
  if (id === undefined) return undefined;
  return region === '' || region === home || known.id === '{arn}' ? id : `${id}@${region}`;
}

/** The id of something without tags, from what its configuration says; what only a run knows stands in angle brackets. */
export function idByName(type: string, resource: JsonObject): string | undefined {
  const form = UNLISTED_IDS[type];
  return form === undefined ? undefined : filled(form, (word) => literal(resource, word) ?? `<${word}>`);
}

function literal(resource: JsonObject, path: string): string | undefined {
  let value: unknown = resource;
  for (const key of path.split('.')) {
    const inner: unknown = Array.isArray(value) ? value[0] : value;
    value =
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return typeof value === 'string' && !value.includes('${') ? value : undefined;
}

function matched(pattern: string, text: string): Map<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/\{([^}]+)\}|[^{]+/g, (part: string, name: string | undefined) => {
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name);
    return name.endsWith('...') ? '(.+)' : '([^/:]+)';
  });
  // a log group is listed with and without its streams
  const found = new RegExp(`^${source}$`).exec(text.replace(/:\*$/, ''));
  return found === null ? undefined : new Map(names.map((name, index) => [name, found[index + 1] ?? '']));
}

function filled(template: string, value: (word: string) => string | undefined): string | undefined {
  let whole = true;
  const text = template.replace(/\{([^}]+)\}/g, (_, word: string) => {
    const found = value(word);
    if (found === undefined) whole = false;
    return found ?? '';
  });
  return whole ? text : undefined;
}
