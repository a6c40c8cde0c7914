'use strict';
// Makes an event of what somebody decided.

/** Puts values in for the places of a template: texts that are the name of one. */
function filled(template, values) {
  return JSON.parse(template, (_, value) => (Object.hasOwn(values, value) ? values[value] : value));
}

/** Whether a message is a decision, by what was said that one is: `verdicts`, the pattern of a `request`, and the `longestReason`. */
function isDecision({ request, verdict, reason }, { verdicts, request: pattern, longestReason }) {
  return (
    typeof request === 'string' &&
    new RegExp(pattern).test(request) &&
    verdicts.includes(verdict) &&
    typeof reason === 'string' &&
    reason.trim() !== '' &&
    reason.length <= longestReason
  );
}

/**
 * The event of a message of the queue. Who decided is what AWS says of the sender; the message cannot say it.
 *
 * @throws where the message is no decision: it stays in the queue, and the alarm rings
 */
function eventOf(record, { event: template, decision }) {
  const message = JSON.parse(record.body);
  if (message === null || !isDecision(message, JSON.parse(decision))) {
    throw new Error(`message ${record.messageId} is no decision`);
  }
  const event = filled(template, {
    '{id}': record.messageId,
    '{request}': message.request,
    '{verdict}': message.verdict,
    '{reason}': message.reason,
    '{by}': record.attributes.SenderId,
  });
  return { ...event, time: Number(record.attributes.SentTimestamp) };
}

module.exports = { eventOf };
