'use strict';
// Sends again what a sink did not take. Firehose keeps a record a line: {"rawData": base64, …}, or the record itself.
const { gunzipSync, gzipSync } = require('node:zlib');

const BATCH = 500;
const BATCH_BYTES = 3.5 * 2 ** 20;

/** Records of a kept object, as CloudWatch sent them. */
function recordsOf(body) {
  return unzipped(body)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => packed(rawOf(line)));
}

function rawOf(line) {
  try {
    const { rawData } = JSON.parse(line);
    return typeof rawData === 'string' ? Buffer.from(rawData, 'base64') : Buffer.from(line);
  } catch {
    return Buffer.from(line);
  }
}

function isZipped(data) {
  return data[0] === 0x1f && data[1] === 0x8b;
}

function unzipped(data) {
  return isZipped(data) ? gunzipSync(data) : data;
}

/** The delivery unpacks what it is given, so it must be given what is packed. */
function packed(data) {
  return isZipped(data) ? data : gzipSync(data, { level: 9 });
}

/** Batches that Firehose takes at once. */
function* batches(records) {
  let batch = [];
  let size = 0;
  for (const record of records) {
    if (batch.length === BATCH || (batch.length > 0 && size + record.length > BATCH_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(record);
    size += record.length;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Sends each kept object of each sink and deletes it when all of it was taken on. What fails stays, and the run says so at its end.
 * `store`: list(prefix), read(key), remove(key), send(stream, records) → records that were not taken on.
 */
async function redrive(store, streams) {
  let sent = 0;
  const left = [];
  for (const [sink, stream] of Object.entries(streams)) {
    for (const key of await store.list(`failed/${sink}/`)) {
      const records = recordsOf(await store.read(key));
      let refused = 0;
      for (const batch of batches(records)) refused += (await store.send(stream, batch)).length;
      if (refused > 0) {
        left.push(key);
        continue;
      }
      await store.remove(key);
      sent += records.length;
    }
  }
  if (left.length > 0) throw new Error(`${left.length} objects were not taken on, the first is ${left[0]}`);
  return { sent };
}

/**
 * The same for sinks as they are told: `sink=stream` where the common bucket keeps what it missed, `sink=stream=bucket` where
 * another does. All are tried before the first failure is said.
 */
async function redriveAll(storeOf, text, common) {
  const sinks = text.split(',').map((each) => each.split('='));
  let sent = 0;
  const failures = [];
  for (const bucket of new Set(sinks.map(([, , own]) => own ?? common))) {
    const here = sinks.filter(([, , own]) => (own ?? common) === bucket);
    const streams = Object.fromEntries(here.map(([sink, stream]) => [sink, stream]));
    await redrive(storeOf(bucket), streams).then(
      (run) => (sent += run.sent),
      (error) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  return { sent };
}

module.exports = { recordsOf, redrive, redriveAll };
