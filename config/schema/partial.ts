import { z } from 'zod';

type Shape = Record<string, z.ZodType>;
type PartialShape<S extends Shape, R extends keyof S> = {
  [K in keyof S]: K extends R ? S[K] : S[K] extends z.ZodObject<infer Inner extends Shape> ? z.ZodOptional<z.ZodObject<PartialShape<Inner, never>, z.core.$strict>> : z.ZodOptional<S[K]>;
};

/**
 * The form of a settings object in which a client file may leave out everything, at every depth, but the `required` keys.
 * Objects below stay strict and keep their texts.
 */
export function partial<S extends Shape, R extends keyof S & string = never>(
  schema: z.ZodObject<S>,
  required: readonly R[] = [],
): z.ZodObject<PartialShape<S, R>, z.core.$strict> {
  const shape = Object.fromEntries(
    Object.entries(schema.shape).map(([key, value]) => {
      if ((required as readonly string[]).includes(key)) return [key, value];
      const inner = value instanceof z.ZodObject ? partial(value as z.ZodObject<Shape>).meta(value.meta() ?? {}) : value;
      return [key, inner instanceof z.ZodOptional ? inner : inner.optional()];
    }),
  );
  return z.strictObject(shape) as unknown as z.ZodObject<PartialShape<S, R>, z.core.$strict>;
}
