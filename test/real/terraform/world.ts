import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programEnv, start, type Running } from '../programs';
import { Door } from './door';

/** Something that exists in the stand-in for AWS, whether or not a Terraform state knows of it. */
export interface Thing {
  type: string;
  id: string;
  arn?: string;
  name?: string;
  /** `controller:…` for what Terraform did not make. */
  owner?: string;
  status?: string;
  tags?: Record<string, string>;
  /** What it points at, by attribute. */
  refs?: Record<string, string[]>;
}

/** A call that goes wrong; the kinds are those of the stand-in. */
export interface Fault {
  match: { type?: string; name?: string; call?: 'create' | 'update' | 'delete' | 'read'; nth?: number };
  kind: string;
  times?: number;
  seconds?: number;
}

/** An AWS account on this machine: what exists, and S3 for the states. Nothing in it outlives `close`. */
export class World {
  readonly folder: string;
  private readonly s3: Running;
  private endpoint: string;
  private readonly faultsFile: string;
  private readonly inventoryFile: string;
  private readonly extra: NodeJS.ProcessEnv = {};

  private constructor(s3: Running, endpoint: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'groundplane-world-'));
    this.faultsFile = join(this.folder, 'faults.json');
    this.inventoryFile = join(this.folder, 'inventory');
    this.s3 = s3;
    this.endpoint = endpoint;
  }

  /** @param account the one its credentials belong to */
  static async open(account = '111122223333'): Promise<World> {
    const server = join(process.env['GROUNDPLANE_PYTHON'] ?? '', 'moto_server');
    const env = { ...programEnv(), MOTO_ACCOUNT_ID: account };
    const s3 = start(server, ['-H', '127.0.0.1', '-p', '0'], { cwd: tmpdir(), env });
    process.once('exit', () => s3.killAll());
    return new World(s3, await s3.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/));
  }

  async close(): Promise<void> {
    this.s3.killAll();
    await this.s3.done;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Environment of Terraform. S3 and STS are redirected here and nowhere else, so the synthesized output is used as it is; the
   * numeric address makes the client put the bucket into the path by itself.
   */
  get env(): NodeJS.ProcessEnv {
    return {
      ...programEnv(),
      ...this.extra,
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      TF_CLI_CONFIG_FILE: process.env['TF_CLI_CONFIG_FILE'],
      TF_IN_AUTOMATION: '1',
      STANDIN_INVENTORY: this.inventoryFile,
    };
  }

  async createBucket(name: string): Promise<void> {
    const { status } = await fetch(`${this.endpoint}/${name}`, { method: 'PUT' });
    if (status !== 200) throw new Error(`bucket ${name}: ${status}`);
  }

  /** Lets controllers inside the clusters make and remove things, `seconds` after they are told. */
  startControllers(seconds = 1): void {
    Object.assign(this.extra, { STANDIN_CONTROLLERS: '1', STANDIN_CONTROLLER_SECONDS: String(seconds) });
  }

  /** Puts a door before S3, which is open. */
  async doorToS3(): Promise<Door> {
    const door = await Door.before(Number(new URL(this.endpoint).port));
    this.endpoint = `http://127.0.0.1:${door.port}`;
    return door;
  }

  setFaults(faults: readonly Fault[]): void {
    writeFileSync(this.faultsFile, JSON.stringify(faults));
    rmSync(`${this.inventoryFile}.counters.json`, { force: true });
    this.extra['STANDIN_FAULTS'] = this.faultsFile;
  }

  /** Lets the account be a new one; the states that are kept are not touched. */
  forget(): void {
    for (const file of [this.inventoryFile, `${this.inventoryFile}.counters.json`]) rmSync(file, { force: true });
  }

  /** What exists. With `all`, also what waits for its deletion. */
  inventory(all = false): Thing[] {
    const args = ['inventory', this.inventoryFile, '--format', 'json', ...(all ? ['--all'] : [])];
    return JSON.parse(execFileSync(standin(), args, { encoding: 'utf8', maxBuffer: 2 ** 26 })) ?? [];
  }
}

function standin(): string {
  return join(dirname(process.env['TF_CLI_CONFIG_FILE'] ?? ''), 'standin');
}
