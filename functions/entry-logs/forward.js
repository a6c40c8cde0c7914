'use strict';
// Makes log events of a file a load balancer wrote.
const { gunzipSync } = require('node:zlib');

/** What CloudWatch takes at once: so many events, so many bytes, each event counted with 26 more. */
const BATCH = 10_000;
const BATCH_BYTES = 1_000_000;
const OVERHEAD = 26;

/** A line without what stands behind the question mark of an address: codes that sign somebody in do. */
function quiet(line) {
  return line.replace(/\?[^\s"]*/g, '?-');
}

/** Events of a file, the oldest first. A line without a time of its own is told at the time of the file. */
function eventsOf(body, writtenAt) {
  return gunzipSync(body)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const time = Date.parse(line.split(' ')[1]);
      return { timestamp: Number.isNaN(time) ? writtenAt : time, message: quiet(line) };
    })
    .sort((a, b) => a.timestamp - b.timestamp);
}

/** Events as CloudWatch takes them. */
function* batches(events) {
  let batch = [];
  let size = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(event.message) + OVERHEAD;
    if (batch.length === BATCH || (batch.length > 0 && size + bytes > BATCH_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(event);
    size += bytes;
  }
  if (batch.length > 0) yield batch;
}

module.exports = { batches, eventsOf };
