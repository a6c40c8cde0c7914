import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

const FUNCTIONS = join(__dirname, '../../functions');
const WORDS = readdirSync(FUNCTIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

// what runs in Lambda is the archive, what is tested and read is the folder: `npm run functions:build` makes one of the other
test.each(WORDS)('the archive of %s holds its sources and nothing else', (word) => {
  const packed = unzipSync(readFileSync(join(FUNCTIONS, `${word}.zip`)));

  const texts = Object.fromEntries(Object.entries(packed).map(([name, bytes]) => [name, strFromU8(bytes)]));

  const sources = readdirSync(join(FUNCTIONS, word));
  expect(texts).toEqual(
    Object.fromEntries(sources.map((name) => [name, readFileSync(join(FUNCTIONS, word, name), 'utf8')])),
  );
});
