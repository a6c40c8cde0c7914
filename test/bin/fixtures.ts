import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../bin/groundplane';

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** A folder of its own with clients in it, and the command line run inside. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), 'groundplane-test-'));

  /** Writes a client's file; `text` is all of it. */
  client(name: string, text: string | Buffer): void {
    this.write(`clients/${name}/client.yaml`, text);
  }

  write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** All files below a folder with their texts, sorted by path. */
  files(folder: string): Record<string, string> {
    const root = join(this.root, folder);
    if (!existsSync(root)) return {};
    return Object.fromEntries(
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .sort()
        .filter((path) => statSync(join(root, path)).isFile())
        .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
    );
  }

  async run(...args: string[]): Promise<Run> {
    const out: string[] = [];
    const err: string[] = [];
    const before = process.cwd();
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0),
    ];
    process.chdir(this.root);
    try {
      const code = await main(['node', 'groundplane', ...args]);
      return { code, stdout: out.join(''), stderr: err.join('') };
    } finally {
      process.chdir(before);
      for (const spy of spies) spy.mockRestore();
    }
  }

  drop(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What rules ask for above smb. */
const STRICT = [
  '    permissionsBoundaryArn: arn:aws:iam::111122223333:policy/boundary',
  '    state: { kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab }',
].join('\n');

/** What an enterprise cannot leave out. */
const ARCHIVE =
  "    audit: { archive: { account: '444455556666', deployRoleArn: 'arn:aws:iam::444455556666:role/archive', permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary' } }";

/** A client file that is right, with `more` put below its environment or at its end. */
export function clientFile(
  name: string,
  changes: { environment?: string; top?: string; tier?: string; phase?: string } = {},
): string {
  return [
    'schemaVersion: 1',
    `client: ${name}`,
    `tier: ${changes.tier ?? 'smb'}`,
    `phase: ${changes.phase ?? 'day-60'}`,
    'owner: team@acme.example',
    "costCentre: '1'",
    'dataClasses: [internal]',
    ...(changes.top === undefined ? [] : [changes.top]),
    'environments:',
    '  production:',
    "    account: '111122223333'",
    '    region: us-east-1',
    '    domain: ai.acme.example',
    "    deployRoleArn: 'arn:aws:iam::111122223333:role/deploy'",
    ...(changes.tier === undefined || changes.tier === 'smb' ? [] : [STRICT]),
    ...(changes.tier === 'enterprise' ? [ARCHIVE] : []),
    ...(changes.environment === undefined ? [] : [changes.environment]),
    '',
  ].join('\n');
}

export const DAY = ['--date', '2026-11-21'];
