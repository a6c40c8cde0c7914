import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { programEnv, run } from '../programs';

const ROOM = join(__dirname, '../../../ingestion');
const FILES = readdirSync(join(ROOM, 'tests')).filter((name) => /^test_\w+\.py$/.test(name));

describeReal(
  'documents go into a real PostgreSQL with pgvector, and into other kinds of index, by the program as it is shipped',
  ['ingestion'],
  () => {
    test('and its own tests are not a few', () => {
      expect(FILES.length).toBeGreaterThan(4);
    });

    // labels, deletion, another model, a killed run, a red gate, tokens, a lost index
    test.each(FILES)('%s passes', async (file) => {
      const python = process.env['GROUNDPLANE_INGESTION'] ?? '';

      const ran = await run(
        join(python, 'python'),
        ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--show-capture=no', join('tests', file)],
        {
          cwd: ROOM,
          env: programEnv(),
        },
      );

      expect(ran.output).toMatch(/\d+ passed/);
      expect([ran.code, ran.output.split('\n').filter((line) => /^(FAILED|ERROR)/.test(line))]).toEqual([0, []]);
    });
  },
);
