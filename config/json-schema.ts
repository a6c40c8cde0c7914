import { z } from 'zod';
import { clientFile } from './schema/client';

/** What editors, and validators that are not ours, know of a client file: JSON Schema, draft 7. */
export function clientJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(clientFile, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // bounds of safe integers say nothing to a reader
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const { $schema, ...rest } = schema;
  const environments = rest.properties?.['environments'];
  if (typeof environments === 'object') environments.minProperties = 1; // a refinement, which zod does not render
  return {
    $schema,
    title: 'Groundplane client file',
    description:
      'clients/<name>/client.yaml: what differs from the tier. Everything not said has a default of the tier.',
    ...rest,
  };
}

/** The schema as the text of `schema/client.schema.json`. */
export function clientJsonSchemaText(): string {
  return `${JSON.stringify(clientJsonSchema(), null, 2)}\n`;
}
