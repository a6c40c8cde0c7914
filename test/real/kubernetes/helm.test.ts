import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { must, run, start, type Ran, type Running } from '../programs';
import { exampleEnvironments } from '../synth';
import { ApiServer } from './api-server';
import { synthesizedReleases, type SynthesizedRelease } from './synthesized';

const CLIENTS = [...new Set(exampleEnvironments().map(({ client }) => client))];

const CERTIFICATE = join(__dirname, '../../../charts/certificate');

/** Without nodes its Deployment is never ready; with `ready` it has none. */
const CHART = `{{ if not .Values.ready }}
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { matchLabels: { app: a } }
  template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }] } }
{{ end }}`;

function definition(fields: readonly string[]): string {
  const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]));
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Thing', plural: 'things' },
      scope: 'Cluster',
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties } } },
      ],
    },
  });
}

describeReal('a Helm release', ['tools'], () => {
  let server: ApiServer;
  let folder: string;
  let releases: SynthesizedRelease[];

  beforeAll(async () => {
    server = await ApiServer.bare();
    releases = (await Promise.all(CLIENTS.map(synthesizedReleases))).flat();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-helm-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function chart(version: string, files: Record<string, string>): string {
    const path = mkdtempSync(join(folder, `${version}-`));
    const all = { 'Chart.yaml': `{ apiVersion: v2, name: chart, version: ${version} }`, ...files };
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(join(path, name, '..'), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    return path;
  }

  /** What the Helm provider does with the settings of a release, with another chart and less patience. */
  function args(settings: JsonObject, name: string, path: string, ready: boolean, seconds: number): string[] {
    const upgrade = settings['upgrade_install'] === true;
    return [
      ...(upgrade ? ['upgrade', '--install', '--cleanup-on-fail'] : ['install']),
      ...(settings['atomic'] === true ? ['--atomic'] : []),
      ...(settings['wait'] === true ? ['--wait', '--timeout', `${seconds}s`] : []),
      name,
      path,
      '--set',
      `ready=${ready}`,
    ];
  }

  function helm(...words: string[]): Promise<Ran> {
    return run('helm3', words, { cwd: folder, env: server.env });
  }

  function settingsOf(kind: 'atomic' | 'upgrade_install'): JsonObject {
    return releases.find(({ settings }) => settings[kind] === true)?.settings ?? {};
  }

  test.each(['atomic', 'upgrade_install'] as const)(
    'that did not get ready is no hindrance for the next apply: %s',
    async (kind) => {
      const path = chart('1.0.0', { 'templates/a.yaml': CHART });
      const name = kind.replace('_', '-');

      const first = await helm(...args(settingsOf(kind), name, path, false, 3));
      const second = await helm(...args(settingsOf(kind), name, path, true, 3));

      expect(first.code).not.toBe(0);
      expect(second).toMatchObject({ code: 0 });
    },
  );

  test('of a certificate keeps the key it drew, and says nothing of it to the next', async () => {
    const options = { cwd: folder, env: server.env };
    const words = ['--set', 'name=own', '--set', 'hosts={own.default.svc}', '--set', 'readers={kube-public}'];
    const read = async (namespace: string, kind: string): Promise<string> =>
      (await must('kubectl', ['get', '-n', namespace, kind, 'own', '-o', 'jsonpath={.data}'], options)).stdout;

    await must('helm3', ['upgrade', '--install', 'own', CERTIFICATE, ...words], options);
    const first = await read('default', 'secret');
    await must('helm3', ['upgrade', '--install', 'own', CERTIFICATE, ...words, '--set', 'days=10'], options);
    const [kept, known] = await Promise.all([read('default', 'secret'), read('kube-public', 'configmap')]);
    await must('kubectl', ['delete', 'secret', 'own'], options);
    await must('helm3', ['upgrade', '--install', 'own', CERTIFICATE, ...words], options);

    expect(first).toContain('tls.key');
    expect(kept).toBe(first);
    const { 'ca.crt': authority = '' }: Record<string, string> = JSON.parse(first);
    expect(JSON.parse(known)).toEqual({ 'ca.crt': Buffer.from(authority, 'base64').toString() });
    expect(await read('default', 'secret')).not.toBe(first);
  });

  test('with neither of them keeps its name from the next apply', async () => {
    const path = chart('1.0.0', { 'templates/a.yaml': CHART });

    await helm(...args({ wait: true }, 'neither', path, false, 3));
    const second = await helm(...args({ wait: true }, 'neither', path, true, 3));

    expect(second.output).toContain('cannot re-use a name that is still in use');
  });

  test('is given one of them, and Terraform waits longer for it than Helm does', () => {
    expect(releases.length).toBeGreaterThan(30);
    for (const { address, settings } of releases) {
      expect({ address, one: (settings['atomic'] === true) !== (settings['upgrade_install'] === true) }).toEqual({
        address,
        one: true,
      });
      expect(settings).toMatchObject({ wait: true, cleanup_on_fail: true, max_history: 10 });
      const deadlines = Object.entries(isObject(settings['timeouts']) ? settings['timeouts'] : {});
      expect(deadlines.map(([call]) => call).sort()).toEqual(['create', 'delete', 'update']);
      for (const [, minutes] of deadlines)
        expect(Number.parseInt(String(minutes), 10) * 60).toBeGreaterThan(Number(settings['timeout']));
    }
  });

  test('whose client was killed in the middle of an upgrade is stuck alone, and free after a rollback', async () => {
    const path = chart('1.0.0', { 'templates/a.yaml': CHART });
    const settings = settingsOf('upgrade_install');
    await must('helm3', args(settings, 'stuck', path, true, 3), { cwd: folder, env: server.env });
    const upgrade: Running = start('helm3', args(settings, 'stuck', path, false, 60), { cwd: folder, env: server.env });
    while (!(await helm('status', 'stuck')).output.includes('pending-upgrade'))
      await new Promise((wait) => setTimeout(wait, 100));
    upgrade.killAll();
    await upgrade.done;

    const again = await helm(...args(settings, 'stuck', path, true, 3));
    const other = await helm(...args(settings, 'other', path, true, 3));

    expect(again.output).toContain('another operation');
    expect(other).toMatchObject({ code: 0 });
    await must('helm3', ['rollback', 'stuck'], { cwd: folder, env: server.env });
    expect(await helm(...args(settings, 'stuck', path, true, 3))).toMatchObject({ code: 0 });
  });

  async function fieldsAfterUpgrade(file: string, name: string): Promise<string> {
    for (const [version, fields] of [
      ['1.0.0', ['old']],
      ['2.0.0', ['old', 'new']],
    ] as const) {
      const path = chart(version, { [file]: definition(fields) });
      await must('helm3', ['upgrade', '--install', name, path], { cwd: folder, env: server.env });
    }
    const { stdout } = await server.must('get', 'crd', 'things.example.com', '--output', 'json');
    await helm('uninstall', name);
    await server.must('delete', 'crd', 'things.example.com', '--ignore-not-found');
    return stdout;
  }

  test('of definitions alone upgrades them; in the crds folder of their user they stay what they were', async () => {
    expect(await fieldsAfterUpgrade('crds/a.yaml', 'with-user')).not.toContain('"new"');
    expect(await fieldsAfterUpgrade('templates/a.yaml', 'alone')).toContain('"new"');
  });

  test('of objects comes after the one that brings their definitions, without which a cluster refuses them', async () => {
    const users = releases.filter(({ settings }) =>
      /"karpenter\.(?:sh|k8s\.aws)\/|"chart":"karpenter"/.test(JSON.stringify(settings).replaceAll('\\', '')),
    );
    const definitions = new Set(
      releases.filter(({ settings }) => settings['chart'] === 'karpenter-crd').map(({ address }) => address),
    );
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'a' }, spec: {} };

    expect(users.length).toBeGreaterThan(6);
    expect(users.filter(({ before }) => ![...definitions].some((address) => before.has(address)))).toEqual([]);
    expect((await server.apply(JSON.stringify(pool))).output).toContain('no matches for kind "NodePool"');
  });
});
