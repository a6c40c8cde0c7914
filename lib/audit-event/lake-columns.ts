/** A column of a table in Glue. */
export interface Column {
  name: string;
  /** Type in the words of Hive. */
  type: string;
}

/** Class of OCSF in the words of Security Lake. */
export const LAKE_EVENT_CLASS = 'API_ACTIVITY';

/** An event as a row: a column for each attribute of the OCSF class it has, what OCSF has no name for as texts by their path. */
export const LAKE_COLUMNS: readonly Column[] = [
  { name: 'time', type: 'bigint' },
  { name: 'activity_id', type: 'int' },
  { name: 'activity_name', type: 'string' },
  { name: 'category_uid', type: 'int' },
  { name: 'class_uid', type: 'int' },
  { name: 'type_uid', type: 'bigint' },
  { name: 'severity_id', type: 'int' },
  { name: 'status', type: 'string' },
  { name: 'status_id', type: 'int' },
  {
    name: 'metadata',
    type: struct({
      version: 'string',
      uid: 'string',
      correlation_uid: 'string',
      profiles: 'array<string>',
      product: struct({ name: 'string', vendor_name: 'string' }),
    }),
  },
  { name: 'actor', type: struct({ user: struct({ uid: 'string' }), app_uid: 'string', app_name: 'string' }) },
  { name: 'api', type: struct({ operation: 'string' }) },
  { name: 'src_endpoint', type: struct({ ip: 'string', svc_name: 'string' }) },
  { name: 'ai_model', type: struct({ name: 'string', version: 'string', ai_provider: 'string' }) },
  { name: 'unmapped', type: 'map<string,string>' },
];

function struct(fields: Readonly<Record<string, string>>): string {
  return `struct<${Object.entries(fields)
    .map(([name, type]) => `${name}:${type}`)
    .join(',')}>`;
}
