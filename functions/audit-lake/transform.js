'use strict';
// Makes rows of a data lake of what CloudWatch sends: the events of the gateway and nothing else, in columns of one OCSF class.
const { gunzipSync } = require('node:zlib');

/** Class of the rows: API activity. */
const CLASS = 6003;
/** An answer of a function may have six million bytes; what does not fit is kept by the delivery and sent again. */
const ANSWER_BYTES = 5_500_000;

const text = (value) => (value === undefined || value === null ? null : String(value));
const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : null);
const texts = (value) => (Array.isArray(value) ? value.map(String) : null);

/** The columns and what they may hold; a value of another kind, a redacted number for one, is left out. */
const ROW = {
  time: number,
  activity_id: number,
  activity_name: text,
  category_uid: number,
  class_uid: number,
  type_uid: number,
  severity_id: number,
  status: text,
  status_id: number,
  metadata: {
    version: text,
    uid: text,
    correlation_uid: text,
    profiles: texts,
    product: { name: text, vendor_name: text },
  },
  actor: { user: { uid: text }, app_uid: text, app_name: text },
  api: { operation: text },
  src_endpoint: { ip: text, svc_name: text },
  ai_model: { name: text, version: text, ai_provider: text },
};

function taken(shape, value) {
  if (typeof shape === 'function') return shape(value);
  const from = typeof value === 'object' && value !== null ? value : {};
  const kept = Object.entries(shape).map(([key, inner]) => [key, taken(inner, from[key])]);
  const known = kept.filter(([, inner]) => inner !== null);
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** What OCSF has no column for: texts by path, lists as JSON. */
function flat(value, path = '') {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  if (Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`));
}

/** A row of an event, or nothing of what is none. */
function rowOf(message) {
  let event;
  try {
    event = JSON.parse(message).body;
  } catch {
    return undefined;
  }
  if (event?.class_uid !== CLASS) return undefined;
  return { ...taken(ROW, event), unmapped: Object.fromEntries(flat(event.unmapped)) };
}

function rowsOf(data) {
  const { messageType, logEvents = [] } = JSON.parse(gunzipSync(Buffer.from(data, 'base64')));
  return messageType === 'DATA_MESSAGE' ? logEvents.map(({ message }) => rowOf(message)).filter(Boolean) : [];
}

/** What Firehose gets back for each record it gave: rows one after the other, or that there is nothing to deliver. */
function transform(records) {
  let size = 0;
  return records.map(({ recordId, data }) => {
    const rows = rowsOf(data);
    if (rows.length === 0) return { recordId, result: 'Dropped', data };
    const made = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')).toString('base64');
    if (size + made.length > ANSWER_BYTES) return { recordId, result: 'ProcessingFailed', data };
    size += made.length;
    return { recordId, result: 'Ok', data: made };
  });
}

module.exports = { transform };
