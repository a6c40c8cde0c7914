import { z } from 'zod';
import type { Path, PathSegment } from '../../contract';
import { isObject } from '../../contract';
import type { SettingText } from './setting';
import { textOf } from './setting';

/** Steps through a schema the way a path steps through a file. The only place that knows how zod nests its types. */

/** The schema a file must meet where it says something: without "optional" around it. */
export function inner(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;
}

/** Text of a setting, whether it hangs on the schema or on what is inside "optional". */
export function settingText(schema: z.ZodType): SettingText | undefined {
  return textOf(schema) ?? (schema instanceof z.ZodOptional ? settingText(schema.unwrap() as z.ZodType) : undefined);
}

/** What a setting or section is, in a sentence. */
export function meaningOf(schema: z.ZodType): string {
  return settingText(schema)?.description ?? schema.meta()?.description ?? inner(schema).meta()?.description ?? '';
}

/** Keys of a map with fixed keys; of a union, those of all its forms. */
export function keysOf(schema: z.ZodType): Record<string, z.ZodType> {
  const type = inner(schema);
  if (type instanceof z.ZodObject) return type.shape;
  if (type instanceof z.ZodUnion) {
    return Object.assign({}, ...[...optionsOf(type)].reverse().map(keysOf)) as Record<string, z.ZodType>;
  }
  return {};
}

/** Forms of a union; empty for anything else. */
export function optionsOf(schema: z.ZodType): z.ZodType[] {
  const type = inner(schema);
  return type instanceof z.ZodUnion ? (type.options as z.ZodType[]) : [];
}

/** Key that tells the forms of a union apart. */
export function discriminatorOf(schema: z.ZodType): string | undefined {
  const type = inner(schema);
  return type instanceof z.ZodDiscriminatedUnion ? type.def.discriminator : undefined;
}

/** What the names of a map with free keys must look like, and what stands under each. */
export function recordOf(schema: z.ZodType): { key: z.ZodType; value: z.ZodType } | undefined {
  const type = inner(schema);
  return type instanceof z.ZodRecord ? { key: type.keyType as z.ZodType, value: type.valueType as z.ZodType } : undefined;
}

export function elementOf(schema: z.ZodType): z.ZodType | undefined {
  const type = inner(schema);
  return type instanceof z.ZodArray ? (type.element as z.ZodType) : undefined;
}

/** Words a value must be one of; undefined where it is not a closed set. */
export function wordsOf(schema: z.ZodType): (string | number)[] | undefined {
  const type = inner(schema);
  const values = type instanceof z.ZodEnum ? type.options : type instanceof z.ZodLiteral ? [...type.values] : undefined;
  return values?.filter((value): value is string | number => typeof value === 'string' || typeof value === 'number');
}

/** The form of a union a value means to be: the one its discriminator names, else undefined. */
export function formOf(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  const discriminator = discriminatorOf(schema);
  if (discriminator === undefined || !isObject(value)) return undefined;
  return optionsOf(schema).find((option) => {
    const words = wordsOf(keysOf(option)[discriminator] ?? z.never());
    return words?.some((word) => word === value[discriminator]);
  });
}

/** The schema one step down; `value` decides between the forms of a union. */
function childSchema(schema: z.ZodType, segment: PathSegment, value?: unknown): z.ZodType | undefined {
  if (typeof segment === 'number') {
    return elementOf(schema) ?? optionsOf(schema).map((option) => elementOf(option)).find((element) => element !== undefined);
  }
  const record = recordOf(schema);
  if (record !== undefined) return record.value;
  return keysOf(formOf(schema, value) ?? schema)[segment];
}

/** The schema a path leads to; undefined where there is no such setting. */
export function schemaAt(root: z.ZodType, path: Path, value?: unknown): z.ZodType | undefined {
  let schema: z.ZodType | undefined = root;
  let current = value;
  for (const segment of path) {
    if (schema === undefined) return undefined;
    schema = childSchema(schema, segment, current);
    current = valueAt(current, [segment]);
  }
  return schema;
}

/** Words a value at a path must be one of; where it tells the forms of a union apart, those of all forms. */
export function wordsAt(root: z.ZodType, path: Path, value?: unknown): (string | number)[] | undefined {
  const schema = schemaAt(root, path, value);
  const key = path.at(-1);
  const parent = schemaAt(root, path.slice(0, -1), value);
  if (parent !== undefined && typeof key === 'string' && discriminatorOf(parent) === key) {
    return optionsOf(parent).flatMap((option) => wordsOf(keysOf(option)[key] ?? z.never()) ?? []);
  }
  if (schema === undefined) return undefined;
  // one word where a list of them may stand too is still one of the words
  const single = typeof valueAt(value, path) === 'string' ? optionsOf(schema).flatMap((option) => wordsOf(option) ?? []) : [];
  return wordsOf(schema) ?? (single.length > 0 ? single : undefined);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const segment of path) {
    if (Array.isArray(current)) current = current[Number(segment)] as unknown;
    else current = isObject(current) && Object.hasOwn(current, segment) ? current[segment] : undefined;
  }
  return current;
}
