import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../../bin/groundplane';
import { verifyArchive } from '../../../checks/evidence';
import { Archive } from './archive';

const TRAIL = 'trail/AWSLogs/111122223333/CloudTrail/eu-central-1';

async function threeDays(): Promise<Archive> {
  const archive = new Archive();
  archive.add('events/dt=2026-11-18/a.gz');
  archive.add(`${TRAIL}/2026/11/18/b.json.gz`);
  await archive.run('2026-11-18');
  archive.add('events/dt=2026-11-19/c.gz');
  await archive.run('2026-11-19');
  archive.add('events/dt=2026-11-20/d.gz');
  await archive.run('2026-11-20');
  return archive;
}

test('an archive nobody touched is as it was written', async () => {
  const archive = await threeDays();

  const found = verifyArchive(archive.copy(), archive.publicKey);

  expect(found).toEqual({ days: 3, objects: 4, first: '2026-11-18', last: '2026-11-20', problems: [] });
});

test('what came after its day was written down is in the next manifest', async () => {
  const archive = await threeDays();
  archive.add('events/dt=2026-11-20/late.gz');

  await archive.run('2026-11-21');

  expect(verifyArchive(archive.copy(), archive.publicKey)).toMatchObject({ objects: 5, problems: [] });
});

type Tamper = (archive: Archive) => void;
const TAMPERS: [string, Tamper, string][] = [
  [
    'an object that was changed',
    ({ objects }) => objects.set('events/dt=2026-11-19/c.gz', 'other'),
    'events/dt=2026-11-19/c.gz: is not what the manifest of 2026-11-19 says',
  ],
  [
    'an object that was taken out',
    ({ objects }) => objects.delete(`${TRAIL}/2026/11/18/b.json.gz`),
    `${TRAIL}/2026/11/18/b.json.gz: is in the manifest of 2026-11-18 and not there`,
  ],
  [
    'an object that was put in',
    ({ objects }) => objects.set('events/dt=2026-11-18/z.gz', 'new'),
    'events/dt=2026-11-18/z.gz: is in no manifest',
  ],
  [
    'a manifest that was taken out',
    ({ objects }) => objects.delete('manifest/2026-11-19.json'),
    '2026-11-19: the manifest is missing, 2026-11-20 follows on it',
  ],
  [
    'a manifest that was written anew',
    ({ objects }) =>
      objects.set('manifest/2026-11-19.json', (objects.get('manifest/2026-11-19.json') ?? '').replace('c.gz', 'x.gz')),
    '2026-11-19: the signature is not of this manifest and key',
  ],
  [
    'the same, where the signature was taken out',
    ({ objects }) => objects.delete('manifest/2026-11-19.sig'),
    '2026-11-19: the manifest has no signature',
  ],
  [
    'a manifest that is none',
    ({ objects }) => objects.set('manifest/2026-11-20.json', '{"objects": [{"key": 1}]}'),
    '2026-11-20: the manifest cannot be read',
  ],
];

test.each(TAMPERS)('finds %s', async (_what, tamper, problem) => {
  const archive = await threeDays();

  tamper(archive);

  expect(verifyArchive(archive.copy(), archive.publicKey).problems).toContain(problem);
});

test('a chain that was written anew with another key does not pass', async () => {
  const archive = await threeDays();
  const forged = await threeDays();

  expect(verifyArchive(forged.copy(), archive.publicKey).problems).toHaveLength(3);
});

test('a day without a run is told', async () => {
  const archive = await threeDays();
  await archive.run('2026-11-23');

  expect(verifyArchive(archive.copy(), archive.publicKey).problems).toEqual([
    '2 days between 2026-11-20 and 2026-11-23 have no manifest',
  ]);
});

test('nothing at all is no pass', () => {
  expect(verifyArchive(new Archive().copy(), undefined).problems).toEqual([
    'signatures were not looked at: no public key was given',
    'there is no manifest',
  ]);
});

describe('groundplane audit verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function verified(tamper: Tamper = () => {}): Promise<{ code: number; text: string }> {
    const archive = await threeDays();
    tamper(archive);
    rmSync(join(folder, 'copy'), { recursive: true, force: true });
    for (const [key, text] of archive.objects) {
      mkdirSync(dirname(join(folder, 'copy', key)), { recursive: true });
      writeFileSync(join(folder, 'copy', key), text);
    }
    writeFileSync(join(folder, 'key.pem'), archive.publicKey);
    const said: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const args = ['audit', 'verify', join(folder, 'copy'), '--public-key', join(folder, 'key.pem')];
    const code = await main(['node', 'groundplane', ...args]);
    spy.mockRestore();
    return { code, text: said.join('') };
  }

  test('says that a copy is as it was written, or what is not, and fails then', async () => {
    expect(await verified()).toEqual({
      code: 0,
      text: '3 days from 2026-11-18 to 2026-11-20, 4 objects: all as it was written\n',
    });
    expect(await verified(({ objects }) => objects.set('events/dt=2026-11-19/c.gz', 'other'))).toEqual({
      code: 1,
      text: [
        'events/dt=2026-11-19/c.gz: is not what the manifest of 2026-11-19 says',
        '3 days from 2026-11-18 to 2026-11-20, 4 objects: 1 problems\n',
      ].join('\n'),
    });
  });
});
