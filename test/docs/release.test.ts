import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../tools';

const ROOT = join(__dirname, '../..');
const SCRIPT = join(ROOT, 'scripts/release.mjs');
/** Nothing answers there: whoever asks a network fails. */
const OFFLINE = { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', GITHUB_TOKEN: '' };

let folder: string;
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const version = (): string => JSON.parse(text('package.json')).version;
const notes = (): string[] => readdirSync(join(folder, '.changeset')).filter((name) => name.endsWith('.md'));
const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...OFFLINE },
  });
/** A changeset without the lines that say which package it is about. */
const sentence = (note: string): string => note.replace(/^---\n[^]*?\n---\n/, '').trim();

describeWith('git', 'a release', (git) => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-release-'));
    for (const name of ['.changeset', 'CHANGELOG.md', 'package.json', 'package-lock.json'])
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    writeFileSync(join(folder, '.changeset/last.md'), "---\n'groundplane': minor\n---\n\nWhat the test adds.\n");
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    execFileSync(git, ['init', '--quiet', '--initial-branch=main'], { cwd: folder });
    execFileSync(git, ['add', '--all'], { cwd: folder });
    execFileSync(git, [...who, 'commit', '--quiet', '--message', 'all'], { cwd: folder });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('puts every note into CHANGELOG.md above what was there, raises the version in both files, and needs no network', () => {
    const before = version();
    const earlier = text('CHANGELOG.md').slice('# groundplane\n'.length).trim();
    const waiting = notes().map((name) => sentence(text(`.changeset/${name}`)));

    const { status } = run();

    const [after, changelog, lock] = [version(), text('CHANGELOG.md'), JSON.parse(text('package-lock.json'))];
    expect(status).toBe(0);
    expect(after).not.toBe(before);
    expect([lock.version, lock.packages[''].version]).toEqual([after, after]);
    expect(changelog.indexOf(`## ${after}`)).toBeLessThan(changelog.indexOf(earlier));
    expect(waiting.length).toBeGreaterThan(0);
    const flat = changelog.replace(/\s+/g, ' ');
    expect(waiting.filter((note) => !flat.includes(note.replace(/\s+/g, ' ')))).toEqual([]);
    expect(notes()).toEqual([]);
  });

  test('is asked for before a package goes out, as long as a note waits', () => {
    expect(run('--check')).toMatchObject({ status: 1, stderr: expect.stringMatching(/in no release yet/) });
    run();

    expect(run('--check').status).toBe(0);
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringMatching(/nothing to release/) });
  });
});
