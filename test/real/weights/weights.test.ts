import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COPY } from '../../../lib/weights';
import { LOAD } from '../../../lib/weights/scripts';
import { describeReal } from '../needs';
import { must, programEnv, run, start, type Ran, type Running } from '../programs';

const REPOSITORY = 'acme/assistant';
const REVISION = '0e9e39f249a16976918f6564b8830bc894c89659';
const BUCKET = 'weights';
const AT = `${REPOSITORY}/${REVISION}`;

type Files = Readonly<Record<string, string>>;

const FILES: Files = {
  'config.json': '{"layers": 2}\n',
  'tokenizer/vocab with blank.txt': 'a\nb\n',
  'model-00001-of-00002.safetensors': 'w'.repeat(70_000),
  'model-00002-of-00002.safetensors': 'x'.repeat(90_000),
  'pytorch_model.bin': 'a pickle that nobody asked for',
  'original/consolidated.00.pth': 'the same again',
};

const digest = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

/** A hub as seen from outside: a listing with digests, and files by commit. `lie`: what it sends in place of a file; `token`: whom it knows. */
function hub(files: Files, lie: Files = {}, token?: string): Server {
  return createServer((request, response) => {
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.statusCode = 401;
      response.end();
      return;
    }
    const { pathname } = new URL(request.url ?? '', 'http://hub');
    const path = decodeURIComponent(pathname).replace(`/${REPOSITORY}/resolve/${REVISION}/`, '');
    if (pathname === `/api/models/${REPOSITORY}/tree/${REVISION}`) {
      response.end(
        JSON.stringify([{ type: 'directory', oid: '0', path: 'tokenizer' }, ...Object.entries(files).map(listed)]),
      );
      return;
    }
    const text = lie[path] ?? files[path];
    response.statusCode = text === undefined ? 404 : 200;
    response.end(text);
  });
}

function listed([path, text]: [string, string]): object {
  const oid = digest('sha1', `blob ${Buffer.byteLength(text)}\0${text}`);
  const large =
    text.length > 10_000 ? { lfs: { oid: digest('sha256', text), size: text.length, pointerSize: 134 } } : {};
  return { type: 'file', oid, size: text.length, path, ...large };
}

describeReal('weights', ['python'], () => {
  const aws = process.env['GROUNDPLANE_PYTHON'] ?? '';
  let s3: Running;
  let env: NodeJS.ProcessEnv;
  let folder: string;
  let server: Server | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-weights-'));
    s3 = start(join(aws, 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], { cwd: folder, env: programEnv() });
    const endpoint = await s3.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/);
    const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'us-east-1' };
    const known = programEnv();
    env = { ...known, ...credentials, PATH: `${aws}:${known.PATH ?? ''}`, AWS_ENDPOINT_URL: endpoint, BUCKET };
    await must('aws', ['s3', 'mb', `s3://${BUCKET}`], { cwd: folder, env });
  });
  afterEach(async () => {
    s3.killAll();
    await s3.done;
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function load(served: Server, more: NodeJS.ProcessEnv = {}): Promise<Ran> {
    server?.close();
    server = served;
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
    const { port } = served.address() as AddressInfo;
    const WORK = mkdtempSync(join(folder, 'work-'));
    const asked = { ...env, HUB: `http://127.0.0.1:${port}`, REPOSITORY, REVISION, WORK, ...more };
    return run('bash', ['-c', LOAD], { cwd: folder, env: asked });
  }

  async function inBucket(): Promise<string[]> {
    const { stdout } = await run('aws', ['s3', 'ls', '--recursive', `s3://${BUCKET}`], { cwd: folder, env });
    return stdout.split('\n').flatMap((line) => /^\S+ \S+ +\d+ (.*)$/.exec(line)?.[1] ?? []);
  }

  function copy(target: string, SOURCES = `${AT} ${target}`): Promise<Ran> {
    mkdirSync(target, { recursive: true });
    return run('bash', ['-c', COPY], { cwd: folder, env: { ...env, SOURCES } });
  }

  test('of a commit come into the bucket without what could hold code, and onto the disk of a node whole', async () => {
    const loaded = await load(hub(FILES));
    const target = join(folder, 'disk');
    const copied = await copy(target);

    expect(loaded).toMatchObject({ code: 0 });
    expect(await inBucket()).toEqual(
      [
        'SHA256SUMS',
        'config.json',
        'model-00001-of-00002.safetensors',
        'model-00002-of-00002.safetensors',
        'tokenizer/vocab with blank.txt',
      ].map((path) => `${AT}/${path}`),
    );
    expect(copied).toMatchObject({ code: 0 });
    expect(readFileSync(join(target, 'model-00002-of-00002.safetensors'), 'utf8')).toBe(
      FILES['model-00002-of-00002.safetensors'],
    );
  });

  test('that are whole are not fetched again', async () => {
    await load(hub(FILES));

    const again = await load(hub({}));

    expect(again).toMatchObject({ code: 0 });
    expect(again.output).toMatch(/is whole/);
  });

  test.each([
    ['a large file', 'model-00001-of-00002.safetensors', 'y'.repeat(70_000)],
    ['a small one', 'config.json', '{"layers": 3}\n'],
  ])('of which %s is not what the hub lists never count as whole', async (_, path, instead) => {
    const { code, output } = await load(hub(FILES, { [path]: instead }));

    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`${path} of acme/assistant is [0-9a-f]+, and the hub says`));
    expect(await inBucket()).not.toContain(`${AT}/SHA256SUMS`);
    expect((await copy(join(folder, 'disk'))).code).not.toBe(0);
  });

  test('that the hub gives to some only are fetched with their token, and not without', async () => {
    const refused = await load(hub(FILES, {}, 'hf_abc'));
    const fetched = await load(hub(FILES, {}, 'hf_abc'), { HF_TOKEN: 'hf_abc' });

    expect(refused.code).not.toBe(0);
    expect(fetched).toMatchObject({ code: 0 });
    expect(fetched.output).not.toContain('hf_abc');
  });

  test('of a repository without safetensors come as they are', async () => {
    await load(hub({ 'config.json': '{}', 'pytorch_model.bin': 'a pickle' }));

    expect(await inBucket()).toContain(`${AT}/pytorch_model.bin`);
  });

  test('that do not exist end the job', async () => {
    const { code } = await load(
      createServer((_, response) => {
        response.statusCode = 404;
        response.end();
      }),
    );

    expect(code).not.toBe(0);
    expect(await inBucket()).toEqual([]);
  });

  test('that somebody changed in the bucket are not served', async () => {
    await load(hub(FILES));
    await must('bash', ['-c', `echo '{}' | aws s3 cp - s3://${BUCKET}/${AT}/config.json`], { cwd: folder, env });

    const { code, output } = await copy(join(folder, 'disk'));

    expect(code).not.toBe(0);
    expect(output).toMatch(/config\.json: FAILED/);
  });

  test('of several commits each go into their folder', async () => {
    await load(hub(FILES));
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];

    await copy(one, `${AT} ${one}\n${AT} ${two}`);

    expect([one, two].map((each) => existsSync(join(each, 'config.json')))).toEqual([true, true]);
    expect(readdirSync(two)).toEqual(readdirSync(one));
  });
});
