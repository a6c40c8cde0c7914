'use strict';
const { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } = require('@aws-sdk/client-s3');
const { FirehoseClient, PutRecordBatchCommand } = require('@aws-sdk/client-firehose');
const { redriveAll } = require('./redrive');

const { FAILED_BUCKET, STREAMS = '' } = process.env;
const s3 = new S3Client({});
const firehose = new FirehoseClient({});

/** What was not taken, in one bucket. */
const storeOf = (Bucket) => ({
  /** The oldest thousand; the next run takes the next. */
  async list(Prefix) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key }) => Key);
  },
  async read(Key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from(await Body.transformToByteArray());
  },
  async remove(Key) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  },
  async send(DeliveryStreamName, records) {
    const Records = records.map((Data) => ({ Data }));
    const { RequestResponses = [] } = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName, Records }));
    return records.filter((_, index) => RequestResponses[index]?.ErrorCode !== undefined);
  },
});

exports.handler = async () => redriveAll(storeOf, STREAMS, FAILED_BUCKET);
