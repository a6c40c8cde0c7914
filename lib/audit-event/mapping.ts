import { isObject, type Json, type JsonObject } from '../../contract';
import { EVENT_FIELDS, GATEWAY_LINE_MARK } from './gateway-line';

/** OCSF 1.8: application activity, API activity, what was done is said in words. */
const CONSTANTS: Readonly<Record<string, string | number>> = {
  category_uid: 6,
  class_uid: 6003,
  activity_id: 99,
  type_uid: 600399,
  severity_id: 1,
  'metadata.version': '1.8.0',
  'metadata.product.name': 'gateway',
  'metadata.product.vendor_name': 'groundplane',
  'src_endpoint.svc_name': 'gateway',
};

/** Condition of the collector's language on a record that is no line of the gateway. */
export const NO_GATEWAY_LINE = `not IsMatch(log.body, ${JSON.stringify(`^${GATEWAY_LINE_MARK.replace(/[{}]/g, '\\$&')}`)})`;

/**
 * Statements of the collector's language that turn a line of the gateway into an event: the body is made new from the fields that
 * are named, so what is not named is not there.
 */
export function eventStatements(): string[] {
  return [
    'set(log.cache["line"], ParseJSON(log.body))',
    'set(log.cache["from"], log.cache["line"]["payload"])',
    'set(log.body, {})',
    'set(log.body["metadata"]["profiles"], ["ai_operation"])',
    ...Object.entries(CONSTANTS).map(([path, value]) => `set(${target(path)}, ${JSON.stringify(value)})`),
    'set(log.body["time"], UnixMilli(log.time))',
    ...Object.entries(EVENT_FIELDS).map(([path, from]) => `set(${target(path)}, ${source(from)})`),
    `set(log.body["api"]["operation"], ${source('call_type')})`,
    'set(log.body["status_id"], 2)',
    'set(log.body["status_id"], 1) where log.body["status"] == "success"',
  ];
}

/** The same event, but for its time, of a payload: for what tells one and is no pod the collector reads. */
export function eventOf(payload: JsonObject): JsonObject {
  const event: JsonObject = { metadata: { profiles: ['ai_operation'] } };
  for (const [path, value] of Object.entries(CONSTANTS)) put(event, keysOf(path), value);
  for (const [path, from] of Object.entries({ ...EVENT_FIELDS, 'api.operation': 'call_type' })) {
    put(event, keysOf(path), from.split('.').reduce<Json | undefined>(step, payload));
  }
  return { ...event, status_id: payload['status'] === 'success' ? 1 : 2 };
}

function step(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function put(into: JsonObject, [key = '', ...rest]: readonly string[], value: Json | undefined): void {
  if (value === undefined) return;
  const inner = into[key];
  if (rest.length === 0) into[key] = value;
  else put(isObject(inner) ? inner : (into[key] = {}), rest, value);
}

/** Place of a field in the event. Names of OpenTelemetry have dots in them and stand as one key. */
function keysOf(path: string): string[] {
  const [first = '', ...rest] = path.split('.');
  return rest[0] === 'gen_ai' ? [first, rest.join('.')] : [first, ...rest];
}

function target(path: string): string {
  return `log.body${keysOf(path)
    .map((key) => `["${key}"]`)
    .join('')}`;
}

function source(path: string): string {
  return `log.cache["from"]${path
    .split('.')
    .map((key) => `["${key}"]`)
    .join('')}`;
}
