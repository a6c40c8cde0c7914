'use strict';
// Makes an event of what somebody decided.

/** What somebody may decide, and how long the reason may be. */
const VERDICTS = ['upheld', 'overruled'];
const REQUEST = /^[A-Za-z0-9_-]{1,100}$/;
const LONGEST_REASON = 1000;

/** Puts values in for the places of a template: texts that are the name of one. */
function filled(template, values) {
  return JSON.parse(template, (_, value) => (Object.hasOwn(values, value) ? values[value] : value));
}

/**
 * The event of a message of the queue. Who decided is what AWS says of the sender; the message cannot say it.
 *
 * @throws where the message is no decision: it stays in the queue, and the alarm rings
 */
function eventOf(record, template) {
  const { request, verdict, reason } = JSON.parse(record.body);
  const known = REQUEST.test(request) && VERDICTS.includes(verdict);
  if (!known || typeof reason !== 'string' || reason.trim() === '' || reason.length > LONGEST_REASON) {
    throw new Error(`message ${record.messageId} is no decision`);
  }
  const by = record.attributes.SenderId;
  const event = filled(template, {
    '{id}': record.messageId,
    '{request}': request,
    '{verdict}': verdict,
    '{reason}': reason,
    '{by}': by,
  });
  return { ...event, time: Number(record.attributes.SentTimestamp) };
}

module.exports = { eventOf };
