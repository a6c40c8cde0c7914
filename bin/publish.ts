import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from './stop';

const MANIFEST = 'manifest.json';
const REPORT = 'report.json';
/** Everything of ours besides stacks and manifest. */
const WRITTEN = [
  REPORT,
  'report.md',
  'report.sarif',
  'report.junit.xml',
  'compliance',
  '.checkov.baseline',
  '.trivyignore.yaml',
  'policy.json',
  'cost.json',
  'cost.infracost.json',
  'cost.csv',
  'cost.md',
  'cost.svg',
  'ledger.csv',
];
/** What Terraform keeps in a stack's folder; never ours to delete. */
const TERRAFORMS = new Set([
  '.terraform',
  '.terraform.lock.hcl',
  'plan',
  'terraform.tfstate',
  'terraform.tfstate.backup',
  'errored.tfstate',
]);

/**
 * Output that appears whole or not at all. Work goes into a folder beside the target; publishing takes the old manifest away
 * first and puts the new one in place last, so that whoever comes in between finds nothing to deploy.
 */
export class Output {
  readonly work: string;
  private readonly target: string;

  /** `keepFolders`: folders of stacks that are gone stay, empty: the cdktf command line reads those it saw before the synth. */
  constructor(
    target: string,
    private readonly keepFolders = false,
  ) {
    this.target = resolve(target);
    try {
      mkdirSync(dirname(this.target), { recursive: true });
      this.work = mkdtempSync(join(dirname(this.target), `.${basename(this.target)}-`));
      if (existsSync(this.target)) rmSync(mkdtempSync(join(this.target, '.write-')), { recursive: true });
    } catch (error) {
      refuse(`${this.target}: cannot be written (${reason(error)}); choose another folder with --output`);
    }
  }

  /** Moves the work into place. Without `deployable` the manifest stays away, and `cdktf deploy` has nothing to go on with. */
  publish(deployable: boolean): void {
    mkdirSync(join(this.target, 'stacks'), { recursive: true });
    rmSync(join(this.target, MANIFEST), { force: true });
    const stacks = readdirSync(join(this.work, 'stacks'));
    for (const old of readdirSync(join(this.target, 'stacks'))) {
      if (stacks.includes(old)) continue;
      clear(join(this.target, 'stacks', old));
      if (this.keepFolders) mkdirSync(join(this.target, 'stacks', old), { recursive: true });
    }
    for (const stack of stacks) {
      const made = join(this.work, 'stacks', stack);
      const folder = join(this.target, 'stacks', stack);
      clear(folder);
      // what Terraform keeps stays beside what is new
      if (existsSync(folder)) cpSync(made, folder, { recursive: true });
      else renameSync(made, folder);
    }
    // a report of an earlier run would speak of what is no longer there
    for (const file of WRITTEN) rmSync(join(this.target, file), { recursive: true, force: true });
    for (const file of readdirSync(this.work)) {
      if (file !== 'stacks' && file !== MANIFEST) renameSync(join(this.work, file), join(this.target, file));
    }
    if (deployable) renameSync(join(this.work, MANIFEST), join(this.target, MANIFEST));
    this.discard();
  }

  /** Throws the work away; what was there before stays as it was. */
  discard(): void {
    rmSync(this.work, { recursive: true, force: true });
  }

  /** Takes away the manifest of an earlier run: after an internal error nothing may be deployed. */
  disarm(): void {
    rmSync(join(this.target, MANIFEST), { force: true });
  }
}

/**
 * Takes back what was written for clients who are gone, in `root` and the folders below it, so that nobody deploys or counts it
 * any more. What Terraform keeps in the folders of stacks stays, and so does every file that is not ours. Gives the folders.
 */
export function retractGone(root: string, clients: readonly string[]): string[] {
  if (!existsSync(root)) return [];
  const below = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const gone = [root, ...below.map((name) => join(root, name))].filter((folder) => {
    const client = clientOf(folder);
    return client !== undefined && !clients.includes(client);
  });
  for (const folder of gone.reverse()) retract(folder);
  return gone.sort();
}

function retract(target: string): void {
  const stacks = join(target, 'stacks');
  if (existsSync(stacks)) {
    for (const old of readdirSync(stacks)) clear(join(stacks, old));
    if (readdirSync(stacks).length === 0) rmSync(stacks, { recursive: true });
  }
  for (const file of [MANIFEST, ...WRITTEN]) rmSync(join(target, file), { recursive: true, force: true });
  if (readdirSync(target).length === 0) rmSync(target, { recursive: true });
}

/** What to say of an output that stays where a file was refused: its verdict is that of an earlier file. */
export function earlierText(folders: readonly string[]): string {
  const there = folders.filter((folder) => clientOf(folder) !== undefined);
  return there.length === 0 ? '' : `\nwhat lies in ${there.join(', ')} is of an earlier file`;
}

/** Whose output a folder is; undefined where it is none of ours. */
function clientOf(folder: string): string | undefined {
  const file = join(folder, REPORT);
  if (!existsSync(file)) return undefined;
  try {
    const { tool, client }: { tool?: { name?: string }; client?: string } = JSON.parse(readFileSync(file, 'utf8'));
    return tool?.name === 'groundplane' ? client : undefined;
  } catch {
    // what is no report of ours is not ours to take away
    return undefined;
  }
}

function clear(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    if (!TERRAFORMS.has(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
