import type { z } from 'zod';

/** What the reader of a client file needs to know of a setting. Every setting has all of it; a test sees to that. */
export interface SettingText {
  /** What it is, one sentence; unit and consequences in it. */
  description: string;
  /** A value as it would stand in a client file. */
  example: unknown;
  /** What happens to a running platform when it is changed. */
  changing: 'nothing' | 'in place' | 'rolls nodes' | 'replaces the pool' | 'replaces the index' | 'replaces the cluster' | 'replaces everything';
}

const texts = new WeakMap<z.ZodType, SettingText>();

/** Attaches the text of a setting to its schema; `explain`, the JSON Schema and the docs read it from there. */
export function setting<T extends z.ZodType>(schema: T, text: SettingText): T {
  const described = schema.meta({ description: text.description, examples: [text.example] });
  texts.set(described, text);
  return described;
}

/** The text of a schema that came from {@link setting}. */
export function textOf(schema: z.ZodType): SettingText | undefined {
  return texts.get(schema);
}
