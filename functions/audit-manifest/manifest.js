'use strict';
// What an auditor holds the archive against: one manifest a day, each with the digest of the one before it.
const { createHash } = require('node:crypto');

const DAY = 86_400_000;

/** The day before `day`, both as `2026-11-20`. */
function dayBefore(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
}

/** Prefixes under which the objects of a day lie. */
async function prefixesOf(store, account, day) {
  const trail = `trail/AWSLogs/${account}/`;
  const kinds = await store.folders(trail);
  const regions = (await Promise.all(kinds.map((kind) => store.folders(kind)))).flat();
  return [`events/dt=${day}/`, ...regions.map((region) => `${region}${day.replaceAll('-', '/')}/`)];
}

async function objectsOf(store, account, day) {
  const prefixes = await prefixesOf(store, account, day);
  const listed = (await Promise.all(prefixes.map((prefix) => store.list(prefix)))).flat();
  return listed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/**
 * Writes the manifest of a day: objects of the day, and those of the day before that came after its manifest was written.
 * `store`: list, folders, read, digest, write, sign.
 */
async function writeManifest(store, { bucket, account, day }) {
  const before = (await store.list('manifest/'))
    .map(({ key }) => key)
    .filter((key) => key.endsWith('.json') && key < `manifest/${day}.json`)
    .sort()
    .at(-1);
  const previous = before === undefined ? undefined : await store.read(before);
  const known = new Set(previous === undefined ? [] : JSON.parse(previous).objects.map(({ key }) => key));
  const late = (await objectsOf(store, account, dayBefore(day))).filter(({ key }) => !known.has(key));
  const objects = [];
  for (const object of [...(previous === undefined ? [] : late), ...(await objectsOf(store, account, day))]) {
    objects.push({ ...object, sha256: await store.digest(object) });
  }
  const text = `${JSON.stringify({
    version: 1,
    bucket,
    day,
    previous:
      previous === undefined
        ? null
        : { day: before.slice('manifest/'.length, -'.json'.length), sha256: sha256(previous) },
    objects,
  })}\n`;
  await store.write(`manifest/${day}.json`, text);
  await store.write(`manifest/${day}.sig`, await store.sign(createHash('sha256').update(text).digest()));
  return { day, objects: objects.length };
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

module.exports = { dayBefore, writeManifest };
