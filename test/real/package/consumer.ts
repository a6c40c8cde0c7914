import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, programEnv, type Ran } from '../programs';

const ROOT = join(__dirname, '../../..');

/** Packages of an app, by the name they are imported by. */
export type Packages = Record<string, string>;

/** What the package is developed with, which is what an app that has nothing else to care for installs. */
export function peers(): Packages {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const { peerDependencies, devDependencies }: { peerDependencies: Packages; devDependencies: Packages } =
    JSON.parse(text);
  const names = [...Object.keys(peerDependencies), 'typescript', '@types/node'];
  return Object.fromEntries(names.map((name) => [name, devDependencies[name] ?? '']));
}

/** An empty app somewhere else, with the packed package and the example clients in it. */
export class Consumer {
  readonly folder: string;

  private constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'groundplane-app-'));
  }

  /** @param overrides what npm is told to put in the place of other packages' wishes */
  static async install(packages: Packages, overrides: Packages = {}): Promise<Consumer> {
    const app = new Consumer();
    const pack = ['pack', '--ignore-scripts', '--pack-destination', app.folder];
    await must('npm', pack, { cwd: ROOT, env: programEnv() });
    const tarball = readdirSync(app.folder).find((name) => name.endsWith('.tgz')) ?? '';
    app.write(
      'package.json',
      JSON.stringify({ private: true, dependencies: { ...packages, groundplane: `file:${tarball}` }, overrides }),
    );
    await app.run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
    for (const client of readdirSync(join(ROOT, 'clients')).filter((name) => name.startsWith('example-')))
      cpSync(join(ROOT, 'clients', client), join(app.folder, 'clients', client), { recursive: true });
    return app;
  }

  /** Runs what must succeed, in the folder of the app. */
  run(command: string, ...args: string[]): Promise<Ran> {
    return must(command, args, { cwd: this.folder, env: programEnv() });
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** Text of every file below a folder by its path there. */
  files(folder: string): Map<string, string> {
    const paths = readdirSync(join(this.folder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(this.folder, folder).length + 1));
    return new Map(paths.sort().map((path) => [path, this.read(join(folder, path))]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
