import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { must, programEnv, run, type Ran } from '../programs';

const ROOT = join(__dirname, '../../..');
/** Machines an image may be built for: CPU nodes are of both. */
const MACHINES = ['x86_64', 'aarch64'];
/** Oldest to newest form of packages that a Debian of 2025 takes. */
const PLATFORMS = ['manylinux1', 'manylinux2014', 'manylinux_2_17', 'manylinux_2_28', 'manylinux_2_34'];

interface Recipe {
  room: string;
  /** Package that is copied, and modules of it that are started or loaded only when they are needed. */
  modules: readonly string[];
  /** What is said when nothing is told. */
  says: RegExp;
}

const RECIPES: readonly Recipe[] = [
  {
    room: 'ingestion',
    modules: ['pgvector', 's3vectors', 'qdrant', 'opensearch', 'aoss'].map((name) => `groundplane_rag.stores.${name}`),
    says: /python -m groundplane_rag migrate \| refresh \| serve/,
  },
  {
    room: 'pipelines',
    modules: ['pipeline.run', 'pipeline.pull', 'pipeline.gate'],
    says: /GROUNDPLANE_CURATED_BUCKET/,
  },
];

const recipeOf = (room: string): string => readFileSync(join(ROOT, room, 'Dockerfile'), 'utf8');
const versionOf = (room: string): string => /^ARG BASE=python:(3\.\d+)\.\d+-slim$/m.exec(recipeOf(room))?.[1] ?? '';

/** JSON form of an instruction, the last of its kind. */
function listOf(room: string, instruction: string): string[] {
  const [last] = [...recipeOf(room).matchAll(new RegExp(`^${instruction} (\\[.*\\])$`, 'gm'))].slice(-1);
  return last?.[1] === undefined ? [] : JSON.parse(last[1]);
}

describeReal('recipes of images', ['hadolint'], () => {
  test.each(RECIPES)('$room: nothing in it a reader of recipes warns of', async ({ room }) => {
    const hadolint = join(process.env['GROUNDPLANE_HADOLINT'] ?? '', 'hadolint');
    const ran = await run(hadolint, ['--no-color', 'Dockerfile'], { cwd: join(ROOT, room), env: programEnv() });

    expect(ran).toMatchObject({ code: 0, output: '' });
  });

  test('one that is broken is told', async () => {
    const hadolint = join(process.env['GROUNDPLANE_HADOLINT'] ?? '', 'hadolint');
    const input = recipeOf('ingestion').replace('COPY --from=build', 'COPI --from=build');
    const ran = await run(hadolint, ['--no-color', '-'], { cwd: ROOT, env: programEnv(), input });

    expect(ran.code).toBe(1);
  });
});

describeReal('what an image holds', ['images'], () => {
  const pip = (args: string[]): Promise<Ran> =>
    run(join(process.env['GROUNDPLANE_IMAGE_ingestion'] ?? '', 'pip'), [...args, '--disable-pip-version-check'], {
      cwd: ROOT,
      env: programEnv(),
    });

  // the base has no compiler: what is not made for its Python and its machine cannot be installed
  test.each(RECIPES.flatMap(({ room }) => MACHINES.map((machine) => ({ room, machine, python: versionOf(room) }))))(
    '$room: is made for Python $python on $machine, all of it and no more than is listed',
    async ({ room, machine, python }) => {
      const target = mkdtempSync(join(tmpdir(), 'groundplane-image-'));
      const platforms = PLATFORMS.flatMap((platform) => ['--platform', `${platform}_${machine}`]);
      const args = ['--dry-run', '--quiet', '--only-binary', ':all:', '--implementation', 'cp', '--target', target];
      const list = join(ROOT, room, 'requirements.txt');
      const ran = await pip([
        'install',
        ...args,
        '--python-version',
        python,
        ...platforms,
        '--report',
        join(target, 'report.json'),
        '--requirement',
        list,
      ]);

      expect({ code: ran.code, output: ran.output }).toEqual({ code: 0, output: '' });
      const report: { install: { metadata: { name: string; version: string } }[] } = JSON.parse(
        readFileSync(join(target, 'report.json'), 'utf8'),
      );
      const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
      const listed = readFileSync(list, 'utf8').match(/^[^#\n]+$/gm) ?? [];
      expect(report.install.map(({ metadata }) => `${plain(metadata.name)}==${metadata.version}`).sort()).toEqual(
        listed
          .map((line) => line.split('=='))
          .map(([name, version]) => `${plain(name ?? '')}==${version}`)
          .sort(),
      );
      rmSync(target, { recursive: true });
    },
  );

  describe.each(RECIPES)('$room', ({ room, modules, says }) => {
    let app: string;
    const python = (args: readonly string[]): Promise<Ran> =>
      run(join(process.env[`GROUNDPLANE_IMAGE_${room}`] ?? '', 'python'), args, {
        cwd: app,
        env: { ...programEnv(), HOME: app, PYTHONDONTWRITEBYTECODE: '1', AWS_DEFAULT_REGION: 'us-east-1' },
      });

    beforeAll(() => {
      app = mkdtempSync(join(tmpdir(), 'groundplane-app-'));
      for (const [, from = '', to = ''] of recipeOf(room).matchAll(/^COPY (\w+) \/app\/(\w+)$/gm))
        cpSync(join(ROOT, room, from), join(app, to), { recursive: true });
    });
    afterAll(() => rmSync(app, { recursive: true }));

    test('starts with what is installed and copied, and says what it has to be told', async () => {
      const [program, ...first] = listOf(room, 'ENTRYPOINT');
      const ran = await python([...first, ...listOf(room, 'CMD')]);

      expect(program).toBe('python');
      expect(ran.output).toMatch(says);
      expect(ran.output).not.toMatch(/ModuleNotFoundError|ImportError/);
      expect(ran.code).not.toBe(0);
    });

    test.each(modules)('%s is found whole', async (module) => {
      expect(await python(['-c', `import ${module}`])).toMatchObject({ code: 0, output: '' });
    });
  });

  test('dbt knows both warehouses', async () => {
    const dbt = join(process.env['GROUNDPLANE_IMAGE_pipelines'] ?? '', 'dbt');
    const ran = await must(dbt, ['--version'], { cwd: tmpdir(), env: programEnv() });

    expect(ran.output).toMatch(/athena: +1\.\d+/);
    expect(ran.output).toMatch(/redshift: +1\.\d+/);
  });
});
