'use strict';
const { CloudWatchLogsClient, PutLogEventsCommand } = require('@aws-sdk/client-cloudwatch-logs');
const { eventOf } = require('./decision.js');

const { DECISION: decision, EVENT: event, LOG_GROUP: logGroupName, LOG_STREAM: logStreamName } = process.env;
const logs = new CloudWatchLogsClient({});

/** Called with what the queue of decisions holds. */
exports.handler = async ({ Records }) => {
  for (const record of Records) {
    const body = eventOf(record, { event, decision });
    const logEvents = [{ timestamp: body.time, message: JSON.stringify({ body }) }];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }
};
