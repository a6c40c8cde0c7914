'use strict';
const { createHash } = require('node:crypto');
const {
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} = require('@aws-sdk/client-s3');
const { KMSClient, SignCommand } = require('@aws-sdk/client-kms');
const { dayBefore, writeManifest } = require('./manifest');

const { ARCHIVE_BUCKET: Bucket, SIGNING_KEY: KeyId, SOURCE_ACCOUNT: account } = process.env;
const s3 = new S3Client({});
const kms = new KMSClient({});

const store = {
  async list(Prefix) {
    const found = [];
    let page;
    do {
      page = await s3.send(
        new ListObjectVersionsCommand({
          Bucket,
          Prefix,
          KeyMarker: page?.NextKeyMarker,
          VersionIdMarker: page?.NextVersionIdMarker,
        }),
      );
      for (const { Key, VersionId, Size } of page.Versions ?? []) {
        found.push({ key: Key, versionId: VersionId, size: Size });
      }
    } while (page.IsTruncated);
    return found;
  },
  async folders(Prefix) {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }));
    return (page.CommonPrefixes ?? []).map((common) => common.Prefix);
  },
  async read(Key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Body.transformToString();
  },
  async digest({ key, versionId }) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key, VersionId: versionId }));
    const hash = createHash('sha256');
    for await (const chunk of Body) hash.update(chunk);
    return hash.digest('hex');
  },
  async write(Key, Body) {
    // S3 asks for a checksum where an object gets a lock
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: 'SHA256' }));
  },
  async sign(Message) {
    const { Signature } = await kms.send(
      new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }),
    );
    return Buffer.from(Signature).toString('base64');
  },
};

/** Yesterday, or the day that is asked for: `{"day": "2026-11-20"}` makes up for a run that failed. */
exports.handler = async ({ day } = {}) =>
  writeManifest(store, { bucket: Bucket, account, day: day ?? dayBefore(new Date().toISOString().slice(0, 10)) });
