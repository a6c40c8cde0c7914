import { join } from 'node:path';
import { describeReal } from '../needs';
import { programEnv, run } from '../programs';

const ROOM = join(__dirname, '../../../ingestion');

describeReal(
  'documents go into a real PostgreSQL with pgvector, by the program as it is shipped',
  ['ingestion'],
  () => {
    test('and its own tests pass: labels, deletion, another model, a killed run, a red gate', async () => {
      const python = process.env['GROUNDPLANE_INGESTION'] ?? '';

      const ran = await run(
        join(python, 'python'),
        ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--show-capture=no', 'tests'],
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
