'use strict';
const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { CloudWatchLogsClient, PutLogEventsCommand } = require('@aws-sdk/client-cloudwatch-logs');
const { batches, eventsOf } = require('./forward.js');

const { LOG_GROUP: logGroupName, LOG_STREAM: logStreamName } = process.env;
const s3 = new S3Client({});
const logs = new CloudWatchLogsClient({});

/** Called with the names of files that are new. */
exports.handler = async ({ Records }) => {
  for (const { eventTime, s3: named } of Records) {
    const Key = decodeURIComponent(named.object.key.replaceAll('+', ' '));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: named.bucket.name, Key }));
    const events = eventsOf(Buffer.from(await Body.transformToByteArray()), Date.parse(eventTime));
    for (const logEvents of batches(events)) {
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    }
  }
};
