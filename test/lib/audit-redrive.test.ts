import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

interface Store {
  list(prefix: string): string[];
  read(key: string): Buffer;
  remove(key: string): void;
  send(stream: string, records: Buffer[]): Buffer[];
}

const {
  redrive,
  redriveAll,
}: {
  redrive: (store: Store, streams: Record<string, string>) => Promise<{ sent: number }>;
  redriveAll: (storeOf: (bucket?: string) => Store, text: string, common?: string) => Promise<{ sent: number }>;
} = jest.requireActual(join(__dirname, '../../functions/audit-redrive/redrive.js'));

/** A batch as CloudWatch sends it. */
const batch = (text: string): Buffer => gzipSync(JSON.stringify({ logGroup: 'g', logEvents: [{ message: text }] }));
/** A record as Firehose keeps it. */
const kept = (data: Buffer): string => JSON.stringify({ attemptsMade: 4, rawData: data.toString('base64') });

class Bucket implements Store {
  readonly sent: [string, string][] = [];
  refuse = new Set<string>();

  constructor(readonly objects: Map<string, Buffer>) {}

  list(prefix: string): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix));
  }

  read(key: string): Buffer {
    return this.objects.get(key) ?? Buffer.alloc(0);
  }

  remove(key: string): void {
    this.objects.delete(key);
  }

  send(stream: string, records: Buffer[]): Buffer[] {
    if (this.refuse.has(stream)) return records;
    this.sent.push(...records.map((record): [string, string] => [stream, gunzipSync(record).toString()]));
    return [];
  }
}

const STREAMS = { soc: 'again-soc', dog: 'again-dog' };

test('every record a sink did not take is sent to that sink again, packed as it came, and then it is gone', async () => {
  const unpacked = Buffer.from('{"logGroup":"g"}');
  const bucket = new Bucket(
    new Map([
      ['failed/soc/1', gzipSync([kept(batch('a')), kept(batch('b')), ''].join('\n'))],
      ['failed/dog/1', Buffer.from(kept(unpacked))],
      ['failed/dog/2', Buffer.from('{"logGroup":"plain"}\n')],
    ]),
  );

  const { sent } = await redrive(bucket, STREAMS);

  expect(sent).toBe(4);
  expect(bucket.objects.size).toBe(0);
  expect(bucket.sent.map(([stream, text]) => [stream, JSON.parse(text).logEvents?.[0].message ?? text])).toEqual([
    ['again-soc', 'a'],
    ['again-soc', 'b'],
    ['again-dog', '{"logGroup":"g"}'],
    ['again-dog', '{"logGroup":"plain"}'],
  ]);
});

test('what is not taken on stays, the others go on, and the run fails', async () => {
  const bucket = new Bucket(
    new Map([
      ['failed/soc/1', Buffer.from(kept(batch('a')))],
      ['failed/dog/1', Buffer.from(kept(batch('b')))],
    ]),
  );
  bucket.refuse.add('again-soc');

  await expect(redrive(bucket, STREAMS)).rejects.toThrow('1 objects were not taken on, the first is failed/soc/1');
  expect([...bucket.objects.keys()]).toEqual(['failed/soc/1']);
});

test('no call holds more records than Firehose takes at once', async () => {
  const many = Array.from({ length: 1201 }, (_, index) => kept(batch(String(index)))).join('\n');
  const sizes: number[] = [];
  const bucket = new Bucket(new Map([['failed/soc/1', Buffer.from(many)]]));
  jest.spyOn(bucket, 'send').mockImplementation((_stream, records) => {
    sizes.push(records.length);
    return [];
  });

  await redrive(bucket, STREAMS);

  expect(sizes).toEqual([500, 500, 201]);
});

test('a sink with a bucket of its own is sent again from there, also when another fails', async () => {
  const common = new Bucket(new Map([['failed/soc/1', Buffer.from(kept(batch('a')))]]));
  const lake = new Bucket(new Map([['failed/lake/1', Buffer.from(kept(batch('b')))]]));
  common.refuse.add('again-soc');

  const run = redriveAll(
    (name) => (name === 'lake-bucket' ? lake : common),
    'soc=again-soc,lake=again-lake=lake-bucket',
    'failed',
  );

  await expect(run).rejects.toThrow('failed/soc/1');
  expect(lake.objects.size).toBe(0);
  expect(lake.sent.map(([stream]) => stream)).toEqual(['again-lake']);
});
